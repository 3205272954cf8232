"""Random small worlds: trees of incidents with claims, as strategies."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from incidents.model import (
    Cell,
    Claim,
    Counter,
    Estimate,
    Measure,
    Moment,
    PersonStatus,
    Place,
    Precision,
    Standing,
    Weapon,
    When,
)
from tests.store.examples import KYIV, UKRAINE, incident

KHARKIV = Place(
    name="Kharkiv region", precision=Precision.ADM1, lat=49.6, lon=36.3, country="UA",
    adm1="UA-63", place_id="adm1:UA-63",
)  # fmt: skip
NOWHERE = Place(name=None, precision=Precision.UNKNOWN, country="UA")
SITE = Place(name="Bus depot", precision=Precision.SITE, lat=50.47, lon=30.4, country="UA")
STATION = Place(
    name="Station", precision=Precision.SITE, lat=50.44, lon=30.49, country="UA", adm1="UA-30"
)
LOZOVA = Place(
    name="Lozova", precision=Precision.SETTLEMENT, lat=48.89, lon=36.32, country="UA", adm1="UA-63"
)
NAMESAKE = replace(LOZOVA, lat=48.1, lon=37.7, adm1="UA-14")
PLACES = (KYIV, KHARKIV, UKRAINE, NOWHERE, SITE, STATION, LOZOVA, NAMESAKE)
START = date(2025, 4, 20)

estimates = st.one_of(
    st.builds(Estimate.exactly, st.integers(0, 20)),
    st.builds(Estimate.at_least, st.integers(0, 20)),
    st.builds(lambda n: Estimate(None, None, n), st.integers(0, 20)),
    st.sampled_from(["several", "dozens"]).map(Estimate.vague),
)


def moment(hour):
    return Moment.of(datetime.combine(START, time()) + timedelta(hours=hour))


@st.composite
def worlds(draw, largest=7):
    """Incidents, parents first, and the claims on them."""
    count = draw(st.integers(1, largest))
    incidents = [draw(_incident(n)) for n in range(count)]
    claims = draw(st.lists(_claim(count), max_size=3 * count))
    return incidents, [replace(c, claim_id=f"c{n}") for n, c in enumerate(claims)]


@st.composite
def _incident(draw, n):
    parent = draw(st.one_of(st.none(), st.integers(0, n - 1))) if n else None
    day = START + timedelta(days=draw(st.integers(0, 3)))
    return replace(
        incident(f"i{n}", draw(st.sampled_from(PLACES))),
        parent_id=None if parent is None else f"i{parent}",
        when=When(start=day, end=draw(st.sampled_from([None, day + timedelta(days=1)]))),
        placeholder=draw(st.sampled_from([False, False, False, True])),
        event_type=draw(st.sampled_from([None, "Battles", "Riots"])),
        weapons=draw(st.sampled_from([(), (Weapon("Shahed", "drone"),)])),
        title=draw(st.sampled_from([None, "Straße hit", "depot"])),
    )


@st.composite
def _claim(draw, count):
    return Claim(
        claim_id="",
        incident_id=f"i{draw(st.integers(0, count - 1))}",
        measure=draw(st.sampled_from([Measure.KILLED, Measure.FIRES])),
        estimate=draw(estimates),
        origin=Cell(import_id="up", line=2, column="killed", text="x"),
        source=draw(st.sampled_from(["A", "B|C"])),
        said=moment(draw(st.integers(0, 40))),
        counted_by=draw(st.sampled_from([None, Counter("mayor", Standing.OFFICIAL)])),
        status=draw(st.sampled_from([*PersonStatus, PersonStatus.UNKNOWN])),
        increment=draw(st.sampled_from([False, False, True])),
        superseded=draw(st.sampled_from([False, False, True])),
        background=draw(st.sampled_from([False, False, True])),
        carried=draw(st.booleans()),
    )
