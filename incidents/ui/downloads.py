"""Where the browser fetches the records of a filter. Pure.

The addresses are those of this process, relative to the page, so they work behind any proxy; the
filter travels in them as in the page's own address. What the viewer may not know is withheld by
the route, not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from incidents.files.outgoing import OUTGOING
from incidents.query import Filter, to_params


@dataclass(frozen=True, slots=True)
class Offer:
    """One format on offer: its words, its address, and why it cannot be had now, if so."""

    label: str
    address: str
    refused: str | None = None


def offers(chosen: Filter, total: int, *, placeholders: bool = False) -> list[Offer]:
    """Every format for all records of a filter.

    Args:
        chosen: the filter of the page.
        total: how many records it selects.
        placeholders: whether sites of which only the number is known go out too.
    """
    asked = sorted(to_params(chosen).items())
    if placeholders:
        asked.append(("placeholders", ["1"]))
    query = urlencode(asked, doseq=True)
    return [
        Offer(
            f"{form.label}, {form.serves}",
            f"data/incidents.{form.ending}" + (f"?{query}" if query else ""),
            None if form.most is None or total <= form.most
            else f"{form.label} is made here of up to {form.most:,} records, and {total:,} are "
            f"selected: narrow the filter, or run incidents export --format {name} -o FILE.",
        )
        for name, form in OUTGOING.items()
    ]  # fmt: skip
