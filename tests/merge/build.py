"""Small builders for incidents, claims and whole readings; every quote is really in the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from incidents.merge import Snapshot, apply, plan_merge
from incidents.model import (
    Claim,
    Estimate,
    Extraction,
    Incident,
    Measure,
    Moment,
    Place,
    Precision,
    Quote,
    Report,
    When,
)

NIGHT = date(2025, 4, 24)

UKRAINE = Place(
    name="Ukraine", precision=Precision.COUNTRY, lat=49, lon=32, country="UA", place_id="cty:UA"
)
KYIV = Place(
    name="Kyiv",
    precision=Precision.SETTLEMENT,
    lat=50.45,
    lon=30.52,
    country="UA",
    adm1="UA-30",
    place_id="gn:703448",
)
SVIATOSHYN = Place(
    name="Sviatoshynskyi",
    precision=Precision.CITY_DISTRICT,
    lat=50.46,
    lon=30.36,
    country="UA",
    adm1="UA-30",
    place_id="dst:sviatoshyn",
)
HOUSE = Place(
    name="house in Chornobylska street",
    precision=Precision.SITE,
    lat=50.46,
    lon=30.36,
    country="UA",
    adm1="UA-30",
)
KHARKIV_CITY = Place(
    name="Kharkiv",
    precision=Precision.SETTLEMENT,
    lat=49.99,
    lon=36.23,
    country="UA",
    adm1="UA-63",
    place_id="gn:706483",
)
UNNAMED = Place(name=None, precision=Precision.UNKNOWN, country="UA", expected=Precision.ADM1)


def region(name: str, code: str) -> Place:
    return Place(
        name=name,
        precision=Precision.ADM1,
        lat=49,
        lon=33,
        country="UA",
        adm1=code,
        place_id=f"adm1:{code}",
    )


KHARKIV = region("Kharkiv", "UA-63")
ZHYTOMYR = region("Zhytomyr", "UA-18")
FIVE = tuple(
    region(n, c)
    for n, c in (
        ("Dnipropetrovsk", "UA-12"),
        ("Poltava", "UA-53"),
        ("Khmelnytskyi", "UA-68"),
        ("Sumy", "UA-59"),
        ("Zaporizhzhia", "UA-23"),
    )
)


def incident(incident_id="i", place=KYIV, day=NIGHT, **more) -> Incident:
    more.setdefault("when", When(start=day))
    return Incident(incident_id=incident_id, place=place, **more)


def claim(claim_id, low, *, said=NIGHT, of="i", measure=Measure.KILLED, **more) -> Claim:
    estimate = low if isinstance(low, Estimate) else Estimate.exactly(low)
    more.setdefault("source", "Paper")
    more.setdefault("origin", Quote(report_id="rep", start=0, end=1, text="x"))
    return Claim(
        claim_id=claim_id,
        incident_id=of,
        measure=measure,
        estimate=estimate,
        said=Moment.of(said),
        **more,
    )


@dataclass
class Reading:
    """An extraction in the making: each line of the report is one incident's sentence."""

    key: str
    published: date | datetime = NIGHT
    lines: list[str] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def tell(self, place, words, *, day=NIGHT, figures=(), parent=None, line=None, **more) -> str:
        """Add an incident told of in its own line (or in an earlier ``line``); returns its id."""
        number = len(self.lines) if line is None else line
        if line is None:
            self.lines.append(words)
        start = sum(len(before) + 1 for before in self.lines[:number])
        text = self.lines[number]
        quote = Quote(report_id=self.key, start=start, end=start + len(text), text=text)
        made = f"{self.key}-{len(self.incidents)}"
        self.incidents.append(incident(made, place, day, parent_id=parent, quotes=(quote,), **more))
        for measure, estimate in figures:
            self.claims.append(
                Claim(
                    claim_id=f"{self.key}-c{len(self.claims)}",
                    incident_id=made,
                    measure=measure,
                    estimate=estimate,
                    origin=quote,
                    source=self.key,
                    said=Moment.of(self.published),
                )
            )
        return made

    def done(self) -> Extraction:
        report = Report(
            report_id=self.key,
            text="\n".join(self.lines),
            publisher=self.key,
            published=self.published,
        )
        return Extraction(report=report, incidents=tuple(self.incidents), claims=tuple(self.claims))


def first_report() -> Extraction:
    """The shape of the report that ships: Kyiv with 13 sites, two regions, five unnamed."""
    told = Reading("first")
    kyiv = told.tell(
        KYIV,
        "At least 12 dead and 90 hurt in Kyiv, 13 locations and forty fires.",
        figures=[
            (Measure.KILLED, Estimate.at_least(12)),
            (Measure.INJURED, Estimate.at_least(90)),
            (Measure.SITES, Estimate.exactly(13)),
            (Measure.FIRES, Estimate.exactly(40)),
        ],
    )
    for _ in range(13):
        told.tell(KYIV, "", parent=kyiv, placeholder=True, line=0)
    told.tell(KHARKIV, "Seven other regions, including Kharkiv and Zhytomyr, were hit.")
    told.tell(ZHYTOMYR, "", line=1)
    for _ in range(5):
        told.tell(UNNAMED, "", line=1)
    return told.done()


def districts_report() -> Extraction:
    """Nine dead in Kyiv, six places in one district, and seven regions by name."""
    told = Reading("districts")
    kyiv = told.tell(
        KYIV, "Nine are dead in Kyiv.", figures=[(Measure.KILLED, Estimate.at_least(9))]
    )
    district = told.tell(
        SVIATOSHYN,
        "Fires at six locations in Sviatoshynskyi district.",
        parent=kyiv,
        figures=[(Measure.FIRES, Estimate.exactly(6)), (Measure.SITES, Estimate.exactly(6))],
    )
    for _ in range(6):
        told.tell(SVIATOSHYN, "", parent=district, placeholder=True, line=1)
    told.tell(ZHYTOMYR, "Zhytomyr, Dnipropetrovsk and five more regions were attacked.")
    told.tell(KHARKIV, "", line=2)
    for place in FIVE:
        told.tell(place, "", line=2)
    return told.done()


def final_report() -> Extraction:
    """Four days later: thirteen."""
    told = Reading("final", date(2025, 4, 28))
    told.tell(
        KYIV,
        "The toll of 24 April in Kyiv is 13.",
        figures=[(Measure.KILLED, Estimate.exactly(13))],
    )
    return told.done()


def add(snapshot: Snapshot, extraction: Extraction, accepted=()) -> Snapshot:
    """Plan and apply, as the ledger would."""
    return carried(snapshot, apply(plan_merge(snapshot, extraction), snapshot, accepted))


def carried(snapshot: Snapshot, changes) -> Snapshot:
    """The state after changes."""
    kinds = {"Incident": {}, "Claim": {}, "Report": {}}
    kinds["Incident"] = {i.incident_id: i for i in snapshot.incidents}
    kinds["Claim"] = {c.claim_id: c for c in snapshot.claims}
    kinds["Report"] = {r.report_id: r for r in snapshot.reports}
    for change in changes:
        record = change.after or change.before
        kind = type(record).__name__
        key = getattr(record, f"{kind.lower()}_id")
        assert kinds[kind].get(key) == change.before, "a change starts from what stands"
        if change.after is None:
            del kinds[kind][key]
        else:
            kinds[kind][key] = change.after
    return Snapshot(
        tuple(sorted(kinds["Incident"].values(), key=lambda i: i.incident_id)),
        tuple(sorted(kinds["Claim"].values(), key=lambda c: c.claim_id)),
        tuple(sorted(kinds["Report"].values(), key=lambda r: r.report_id)),
    )


EMPTY = Snapshot()
