"""The table's rows in words, and the order they are shown in. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from incidents.model import Measure, Precision
from incidents.query import TableRow
from incidents.ui import words

SHOWN = (Measure.KILLED, Measure.INJURED, Measure.FIRES, Measure.SITES)


def arranged(rows: Sequence[TableRow], last: str | None) -> tuple[TableRow, ...]:
    """What is open first, then what has a place and a name, unnamed sites at the end."""
    return tuple(
        sorted(
            rows,
            key=lambda r: (
                r.incident_id != last,
                r.placeholder,
                r.precision is Precision.UNKNOWN,
            ),
        )
    )


def frame(rows: tuple[TableRow, ...]) -> pd.DataFrame:
    """The table's columns in words; a figure nobody states is an empty cell."""
    return pd.DataFrame(
        [
            {
                "Date": r.date,
                "What": "one of several sites, not named" if r.placeholder else r.label,
                "Place": r.place_name or "not named",
                "Placed": words.KINDS[r.precision],
                **{words.SHORT[m].capitalize(): words.brief(r.figures.get(m)) for m in SHOWN},
                "Type": r.sub_event_type or r.event_type or "",
                "Weapons": r.weapons,
                "Source": r.sources,
            }
            for r in rows
        ]
    )
