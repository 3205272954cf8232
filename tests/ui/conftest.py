"""The night of 24 April 2025 by hand, a real ledger holding it, and a mirror that stands still."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from incidents.adapters.settings import Settings
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
from incidents.query import (
    Choices,
    Filter,
    Mark,
    PlaceRow,
    TablePage,
    TableRow,
    TimeRow,
    UnplacedRow,
)
from incidents.store.ledger import Ledger
from incidents.summary import toll, tolls

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


def incident(key, place, parent="inc_wave", **more):
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
ATTACK = Place(name="Ukraine", precision=Precision.COUNTRY, lat=49.0, lon=31.4, country="UA")
INCIDENTS = (
    incident("wave", ATTACK, None, title="Attack of 24 April 2025"),
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


class StillMirror:
    """Answers from a ledger's snapshot with the reference arithmetic; knows few filters."""

    def __init__(self, ledger):
        self.ledger = ledger

    def follow(self):
        return self.ledger.revision()

    def _all(self):
        found = self.ledger.snapshot()
        return found.incidents, found.claims

    def _chosen(self, chosen):
        kept, _ = self._all()
        if chosen.text:
            kept = tuple(i for i in kept if chosen.text.lower() in (i.title or "").lower())
        if chosen.since:
            kept = tuple(i for i in kept if i.when.last >= chosen.since)
        if chosen.incident:
            kept = tuple(i for i in kept if chosen.incident in {i.incident_id, i.parent_id})
        return kept

    def toll(self, chosen, _viewer):
        _, claims = self._all()
        kept = self._chosen(chosen)
        if not kept:
            return ()
        return tolls(kept, claims, chosen.as_of, universe=self.ledger.snapshot())

    def _figures(self, one, incidents, claims):
        below = {one.incident_id} | {
            i.incident_id for i in incidents if i.parent_id == one.incident_id
        }
        part = tuple(i for i in incidents if i.incident_id in below)
        return dict(toll(part, claims).figures)

    def marks(self, chosen, _viewer, limit):
        incidents, claims = self._all()
        return tuple(
            Mark(
                incident_id=i.incident_id,
                parent_id=i.parent_id,
                label=i.title,
                place_name=i.place.name,
                place_id=i.place.place_id,
                precision=i.place.precision,
                lat=i.place.lat,
                lon=i.place.lon,
                radius_km=i.place.radius_km,
                country=i.place.country,
                adm1=i.place.adm1,
                date=i.when.start.isoformat(),
                event_type=i.event_type,
                placeholder=i.placeholder,
                figures=self._figures(i, incidents, claims),
            )
            for i in self._chosen(chosen)
            if i.place.placed and i.place.precision is not Precision.COUNTRY
        )[:limit]

    def per_place(self, chosen, _viewer):
        incidents, claims = self._all()
        return tuple(
            PlaceRow(
                label=i.place.name,
                place_id=i.place.place_id,
                precision=i.place.precision,
                incidents=1,
                figures=self._figures(i, incidents, claims),
            )
            for i in self._chosen(chosen)
            if i.place.placed and not i.placeholder and i.parent_id
        )

    def over_time(self, chosen, _viewer):
        return tuple(
            TimeRow(bucket="2025-04-24", incidents=t.incidents, figures=dict(t.figures))
            for _, t in self.toll(chosen, _viewer)
        )

    def unplaced(self, chosen, _viewer):
        return tuple(
            UnplacedRow(
                incident_id=i.incident_id,
                label=i.title,
                country=i.place.country,
                expected=i.place.expected,
                date=i.when.start.isoformat(),
                parent_id=i.parent_id,
            )
            for i in self._chosen(chosen)
            if not i.place.placed
        )

    def table(self, chosen, _viewer, *, page, size):
        incidents, claims = self._all()
        kept = self._chosen(chosen)
        rows = tuple(
            TableRow(
                incident_id=i.incident_id,
                date=i.when.start.isoformat(),
                date_prec=1,
                label=i.title,
                place_name=i.place.name,
                precision=i.place.precision,
                country=i.place.country,
                adm1=i.place.adm1,
                event_type=i.event_type,
                sub_event_type=i.sub_event_type,
                weapons="missile",
                placeholder=i.placeholder,
                parent_id=i.parent_id,
                dataset_id=i.dataset_id,
                sources="EconoTimes",
                figures=self._figures(i, incidents, claims),
            )
            for i in kept[page * size : (page + 1) * size]
        )
        return TablePage(rows=rows, total=len(kept), page=page, size=size)

    def choices(self, _viewer):
        return Choices(
            first_day="2025-04-24",
            last_day="2025-04-24",
            places=(("gn:703448", "Kyiv", 14),),
            precisions=(("settlement", "settlement", 14), ("adm1", "adm1", 2)),
            sources=(("EconoTimes", "EconoTimes", 22),),
            datasets=(("reports", "Reports read here", 22),),
        )


def make_services(tmp_path, *, public=False, data=None):
    """Services over a real ledger that holds the night."""
    settings = Settings(
        home=tmp_path,
        data=data or tmp_path,
        database_url=f"sqlite:///{tmp_path / 'ledger.sqlite'}",
        public=public,
        public_delay=timedelta(0),
    )
    ledger = Ledger.open(settings.database_url, clock=StillClock())
    changes = [Change(None, one) for one in (REPORT, *INCIDENTS, *CLAIMS)]
    ledger.commit(changes, author="test", action=Action.ADD_REPORT, reason="the night")
    return SimpleNamespace(
        settings=settings, ledger=ledger, mirror=StillMirror(ledger), clock=StillClock()
    )


@pytest.fixture
def night(tmp_path):
    services = make_services(tmp_path)
    yield services
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
    return night.mirror.marks(Filter(), None, 1000)


@pytest.fixture
def figures(night):
    return night.mirror.toll(Filter(), None)[0][1].figures
