"""Records to test with: one report of one night, and ways to make more."""

from datetime import date

from incidents.model import (
    Action,
    Change,
    Claim,
    Estimate,
    Incident,
    Measure,
    Place,
    Precision,
    Quote,
    Report,
    When,
)

TEXT = "At least 12 people were killed in Kyiv, CONFIDENTIALWORD said."
NIGHT = When(start=date(2025, 4, 24))
KYIV = Place(
    name="Kyiv", precision=Precision.SETTLEMENT, lat=50.45, lon=30.52, country="UA",
    adm1="UA-30", place_id="gn:703448",
)  # fmt: skip
UKRAINE = Place(name="Ukraine", precision=Precision.COUNTRY, lat=49.0, lon=31.0, country="UA")


def report(report_id="r1", text=TEXT, **more):
    return Report(
        report_id=report_id, text=text, publisher="Example", published=date(2025, 4, 24), **more
    )


def incident(incident_id="i1", place=KYIV, **more):
    return Incident(incident_id=incident_id, place=place, when=NIGHT, **more)


def claim(claim_id="c1", incident_id="i1", count=12, text=TEXT, **more):
    return Claim(
        **{
            "claim_id": claim_id,
            "incident_id": incident_id,
            "measure": Measure.KILLED,
            "estimate": Estimate.at_least(count),
            "origin": Quote(report_id="r1", start=0, end=len(text), text=text),
            "source": "Example",
            "said": report().said,
            **more,
        }
    )


def add(ledger, *records, action=Action.ADD_REPORT):
    """Save new records."""
    changes = [Change(None, r) for r in records]
    return ledger.commit(changes, author="ana", action=action, reason="test")


def edit(ledger, before, after, author="ana"):
    change = Change(before, after)
    return ledger.commit([change], author=author, action=Action.EDIT, reason="test")
