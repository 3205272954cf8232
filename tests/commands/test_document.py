"""The JSON document of a reading: its shape is public."""

import json
from datetime import date

from incidents.commands.document import document, explain
from incidents.model import (
    Claim,
    Estimate,
    Extraction,
    Incident,
    LeftOut,
    Measure,
    Moment,
    Place,
    Precision,
    Quote,
    Report,
    When,
)

TEXT = "In Kyiv at least 12 people, aged 7 to 80, were killed at one of 13 sites."


def reading():
    report = Report(report_id="r", text=TEXT, publisher="P", published=date(2025, 4, 24))
    when = When(start=date(2025, 4, 24))
    kyiv = Place(name="Kyiv", precision=Precision.SETTLEMENT, lat=50.45, lon=30.52, country="UA")
    start = TEXT.index("at least")
    end = start + len("at least 12 people")
    claim = Claim(
        claim_id="c",
        incident_id="i",
        measure=Measure.KILLED,
        estimate=Estimate.at_least(12),
        origin=Quote(report_id="r", start=start, end=end, text=TEXT[start:end]),
        source="P",
        said=Moment.of(date(2025, 4, 24)),
        carried=True,
        pattern="killed.passive",
    )
    age = TEXT.index("7 to 80")
    return Extraction(
        report=report,
        incidents=(
            Incident(incident_id="i", place=kyiv, when=when),
            Incident(incident_id="s", place=kyiv, when=when, parent_id="i", placeholder=True),
        ),
        claims=(claim,),
        left_out=(LeftOut(age, age + 7, "7 to 80", "age"),),
        notes=("A note.",),
    )


def test_the_document_has_the_agreed_fields():
    found = json.loads(json.dumps(document(reading())))
    assert set(found) == {"incidents", "left_out", "notes"}
    kyiv, site = found["incidents"]
    assert {
        "id",
        "parent",
        "children",
        "place",
        "date",
        "date_prec",
        "placeholder",
        "claims",
    } <= set(kyiv)
    assert {"name", "precision", "lat", "lon"} <= set(kyiv["place"])
    assert (kyiv["children"], site["parent"]) == (["s"], "i")
    assert (kyiv["placeholder"], site["placeholder"]) == (False, True)
    assert (kyiv["date"], kyiv["date_prec"]) == ("2025-04-24", 1)


def test_a_claim_shows_its_words_where_they_stand():
    (claim,) = document(reading())["incidents"][0]["claims"]
    assert TEXT[claim["start"] : claim["end"]] == claim["quote"] == "at least 12 people"
    assert (claim["low"], claim["best"], claim["high"]) == (12, 12, None)
    assert (claim["measure"], claim["qualifier"], claim["carried"]) == ("killed", "at_least", True)


def test_what_is_not_known_is_null():
    kyiv = document(reading())["incidents"][0]
    assert kyiv["parent"] is None
    assert kyiv["event_type"] is None
    assert kyiv["claims"][0]["subset_of"] is None


def test_what_was_left_out_says_why():
    (left,) = document(reading())["left_out"]
    assert (TEXT[left["start"] : left["end"]], left["why"]) == ("7 to 80", "age")


def test_words_for_a_person_leave_placeholders_to_explain():
    short = explain(reading(), patterns=False)
    assert short.splitlines() == [
        "Kyiv (settlement), 2025-04-24",
        "  killed: 12/12/? at_least “at least 12 people”",
    ]
    long = explain(reading(), patterns=True)
    assert "[killed.passive]" in long
    assert "left out: '7 to 80'" in long


def test_an_explained_document_names_each_pattern_and_each_reason():
    found = json.loads(json.dumps(document(reading(), explained=True)))["explained"]
    [read] = found["patterns"]["killed.passive"]
    assert TEXT[read["start"] :].startswith(read["quote"])
    assert found["left_out"]["age"] == [{"text": "7 to 80", "start": TEXT.index("7 to 80")}]
    assert found["places"] == []
