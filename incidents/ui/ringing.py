"""What is ringed on the map: the incident that is open, and what was chosen in a chart. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.query import Mark
from incidents.ui.deckmap import CHOSEN_PX, Ring
from incidents.ui.focus import Focus, Kind, span
from incidents.ui.glyphs import Drawing

#: Rings drawn for one choice at most; a day may have thousands of records.
MOST = 200
PLACE_PX = 20.0


def ringed(
    drawing: Drawing, open_mark: Mark | None, marks: Sequence[Mark], focus: Focus | None
) -> tuple[Ring, ...]:
    """Give the rings: of the open incident's own glyph, or of its place where it has none."""
    found = dict.fromkeys(_of_focus(marks, focus))
    if open_mark is not None:
        found[_of_incident(drawing, open_mark)] = None
    return tuple(found)


def _of_incident(drawing: Drawing, mark: Mark) -> Ring:
    every = (*drawing.rings, *drawing.points, *drawing.discs, *drawing.areas)
    glyph = next((g for g in every if g.incident_id == mark.incident_id), None)
    if glyph is None:
        return (mark.lat, mark.lon, (0.0, 0.0), PLACE_PX)
    return (glyph.lat, glyph.lon, glyph.offset, CHOSEN_PX)


def _of_focus(marks: Sequence[Mark], focus: Focus | None) -> list[Ring]:
    if focus is None:
        return []
    if focus.kind is Kind.PLACE and focus.value:
        chosen = [m for m in marks if m.place_id == focus.value]
    elif focus.kind is Kind.DAYS:
        first, last = (d.isoformat() for d in span(focus.value))
        chosen = [m for m in marks if first <= m.date[:10] <= last]
    else:
        chosen = []
    places = dict.fromkeys((m.lat, m.lon, (0.0, 0.0), PLACE_PX) for m in chosen)
    return list(places)[:MOST]
