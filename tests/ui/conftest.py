"""The night of 24 April 2025 by hand, in a real ledger and mirror; the clock stands still."""

from datetime import UTC, date, datetime, timedelta

import pytest

from incidents.adapters.settings import ROOT, Settings
from incidents.model import (
    Action,
    Change,
    Claim,
    Estimate,
    Incident,
    Measure,
    Place,
    Precision,
    Qualifier,
    Quote,
    Report,
    Weapon,
    When,
    Wording,
)
from incidents.pipeline.services import Services, open_reader
from incidents.query import Filter, Viewer
from incidents.store.ledger import Ledger
from incidents.store.mirror import Mirror

TEXT = (
    "At least 12 people were killed and 90 wounded in Kyiv. Crews worked at 13 locations. "
    "Forty fires broke out. Seven other regions, Kharkiv and Zhytomyr among them, were struck."
)
NIGHT = When(start=date(2025, 4, 24))
KYIV = Place(
    name="Kyiv",
    precision=Precision.SETTLEMENT,
    lat=50.4501,
    lon=30.5234,
    country="UA",
    adm1="UA-30",
    place_id="gn:703448",
    extent_km=16.0,
)


def region(name, code, lat, lon):
    return Place(
        name=f"{name} region",
        precision=Precision.ADM1,
        lat=lat,
        lon=lon,
        country="UA",
        adm1=code,
        place_id=f"adm1:{code}",
    )


def unnamed():
    return Place(name=None, precision=Precision.UNKNOWN, country="UA", expected=Precision.ADM1)


def incident(key, place, parent=None, **more):
    more = {
        "title": place.name or "Region not named",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "weapons": (Weapon("missile", "missile"),),
        **more,
    }
    return Incident(incident_id=f"inc_{key}", place=place, when=NIGHT, parent_id=parent, **more)


def claim(key, owner, measure, estimate, words, **more):
    start = TEXT.index(words)
    return Claim(
        claim_id=f"clm_{key}",
        incident_id=f"inc_{owner}",
        measure=measure,
        estimate=estimate,
        origin=Quote(report_id="rep_night", start=start, end=start + len(words), text=words),
        source="EconoTimes",
        said=REPORT.said,
        **more,
    )


REPORT = Report(
    report_id="rep_night",
    text=TEXT,
    publisher="EconoTimes",
    published=date(2025, 4, 24),
    url="https://www.econotimes.com/example",
    wording=Wording.PROJECT,
    licence="CC BY 4.0",
)
INCIDENTS = (
    incident("kyiv", KYIV),
    *(
        incident(f"site{n:02}", KYIV, "inc_kyiv", placeholder=True, title=f"Site {n} of 13 in Kyiv")
        for n in range(1, 14)
    ),
    incident("kharkiv", region("Kharkiv", "UA-63", 49.6, 36.4)),
    incident("zhytomyr", region("Zhytomyr", "UA-18", 50.6, 28.4)),
    *(incident(f"region{n}", unnamed()) for n in range(1, 6)),
)
CARRIED = Estimate(90, 90, None, Qualifier.AT_LEAST)
CLAIMS = (
    claim("killed", "kyiv", Measure.KILLED, Estimate.at_least(12), "At least 12 people"),
    claim("injured", "kyiv", Measure.INJURED, CARRIED, "90 wounded", carried=True),
    claim("sites", "kyiv", Measure.SITES, Estimate.exactly(13), "13 locations"),
    claim("fires", "kyiv", Measure.FIRES, Estimate.exactly(40), "Forty fires"),
)


class StillClock:
    def now(self):
        return datetime(2025, 4, 25, 12, 0, tzinfo=UTC)


def make_services(tmp_path, reader, *, public=False):
    """Services over a real ledger and mirror that hold the night."""
    settings = Settings(
        home=tmp_path,
        data=ROOT / "data",
        database_url=f"sqlite:///{tmp_path / 'ledger.sqlite'}",
        public=public,
        public_delay=timedelta(0),
    )
    ledger = Ledger.open(settings.database_url, clock=StillClock())
    changes = [Change(None, one) for one in (REPORT, *INCIDENTS, *CLAIMS)]
    ledger.commit(changes, author="test", action=Action.ADD_REPORT, reason="the night")
    return Services(
        settings=settings,
        ledger=ledger,
        mirror=Mirror.open(ledger),
        gazetteer=reader.gazetteer,
        toponyms=reader.toponyms,
        extractor=reader.extractor,
        clock=StillClock(),
    )


@pytest.fixture(scope="session")
def reader():
    """The shipped gazetteer and the grammar, loaded once."""
    return open_reader()


@pytest.fixture
def night(tmp_path, reader):
    services = make_services(tmp_path, reader)
    yield services
    services.mirror.close()
    services.ledger.close()


@pytest.fixture
def whole():
    return Filter()


@pytest.fixture
def report():
    return REPORT


@pytest.fixture
def claims():
    return CLAIMS


@pytest.fixture
def marks(night):
    return night.mirror.marks(Filter(), Viewer())


@pytest.fixture
def figures(night):
    return night.mirror.toll(Filter(), Viewer())[0][1].figures
