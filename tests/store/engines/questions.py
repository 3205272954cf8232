"""Everything the screens ask of a mirror, of several filters and both audiences."""

import json
from datetime import UTC, date, datetime

from incidents.query import Audience, Filter, Viewer

OWNER = Viewer()
PUBLIC = Viewer(audience=Audience.PUBLIC, now=datetime(2026, 1, 1, tzinfo=UTC))
FILTERS = (
    Filter(),
    Filter(text="made-up it's 100% \\ sure"),
    Filter(weapon_families=("drone",), text="MADE"),
    Filter(since=date(2022, 1, 1), event_types=("Battles", "Riots"), places=("country:UA",)),
    Filter(bounds=(170.0, -10.0, 60.0, 40.0)),
    Filter(as_of=datetime(2023, 1, 1)),  # noqa: DTZ001 - local wall time
)
#: Enough to see that it follows: a question takes Spark a second or more.
FEW = (Filter(), Filter(text="made-up it's 100% \\ sure"))
TILES = ((0, 0, 0), (6, 37, 21))


def marks_of(tile):
    """A tile's marks; engines add coordinates in different orders, so to about ten metres."""
    return [
        (f["properties"], [round(c, 4) for c in f["geometry"]["coordinates"]])
        for f in json.loads(tile)["features"]
    ]


def answers(mirror, filters=FILTERS, viewers=(OWNER, PUBLIC)):
    """Each answer by the words of its question."""
    found = {}
    for chosen in filters:
        for viewer in viewers:
            asked = (chosen, viewer)
            about = (str(chosen), viewer.audience.value)
            for name in ("toll", "per_place", "over_time", "unplaced", "table", "units", "count"):
                found[name, *about] = getattr(mirror, name)(*asked)
            found["by country", *about] = mirror.unplaced_by_country(*asked)
            found["sorted", *about] = mirror.table(*asked, size=20, page=1, sort="-killed")
            found["cells", *about] = mirror.cells(*asked, 4)
            found["marks", *about] = mirror.marks(*asked, 50)
            for tile in TILES:
                found["tile", tile, *about] = marks_of(mirror.tile(*tile, *asked))
    for viewer in viewers:
        found["choices", viewer.audience.value] = mirror.choices(viewer)
    return found


def differing(one, other, filters=FILTERS, viewers=(OWNER, PUBLIC)):
    """Names of the questions that two mirrors answer differently."""
    first, second = answers(one, filters, viewers), answers(other, filters, viewers)
    return [name for name, value in first.items() if second[name] != value]
