"""English reports: whose figure it is, new phrases, work that grows with the text, the aims."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from incidents.errors import UngroundedQuote
from incidents.extract import GrammarExtractor
from incidents.extract.figures import read_sentence
from incidents.extract.lexicon import compile_lexicon, load
from incidents.extract.tokens import sentences
from incidents.model import Measure, Quote, Report
from incidents.pipeline import read_report
from tests.bench import reports
from tests.bench.known_places import KnownPlaces

PLACES = KnownPlaces()
REPORTS = Path(__file__).parent.parent / "golden" / "reports2"


def extract(text, published=date(2025, 4, 24)):
    report = Report(report_id="r", text=text, publisher="P", published=published)
    return GrammarExtractor(PLACES).extract(report, PLACES.find(text))


def figures_by_place(text):
    read = extract(text)
    names = {i.incident_id: i.place.name for i in read.incidents}
    return {(names[c.incident_id], c.measure.value, c.estimate.headline) for c in read.claims}


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param(
        "Five people were injured in Kharkiv region: three in Kharkiv and two in Poltava.",
        {("Kharkiv region", "injured", 5), ("Kharkiv", "injured", 3), ("Poltava", "injured", 2)},
        id="a total keeps its region, its parts their towns"),
    pytest.param(
        "Two people died in Kharkiv. In Dvorichna, shelling killed a woman.",
        {("Kharkiv", "killed", 2), ("Dvorichna", "killed", 1)},
        id="a town nobody resolved keeps its own figure"),
    pytest.param(
        "A missile killed five people in Kharkiv. Kyiv's health ministry said nine were wounded.",
        {("Kharkiv", "killed", 5), ("Kharkiv", "injured", 9)},
        id="who counts is not where it happened"),
    pytest.param(
        "A drone killed two people in Kharkiv.\n\nIn a separate strike a bomb killed three "
        "people.\n\nOfficials had earlier put the toll at one dead.",
        {("Kharkiv", "killed", 2), ("Kharkiv", "killed", 3), ("Kharkiv", "killed", 1)},
        id="a separate strike is an incident of its own"),
    pytest.param(
        "A drone killed four people in Kharkiv a day after a rocket hit Poltava and killed nine.",
        {("Kharkiv", "killed", 4)},
        id="what another attack cost is left out"),
])  # fmt: skip
def test_a_figure_goes_to_the_place_it_speaks_of(text, expected):
    assert figures_by_place(text) == expected


def test_a_separate_strike_is_not_added_to_the_first():
    read = extract(
        "A drone killed two people in Kharkiv.\n\nIn a separate strike a bomb killed three people."
    )
    assert len({c.incident_id for c in read.claims}) == 2


def test_a_war_toll_is_left_out_with_what_is_joined_to_it():
    read = extract(
        "Three people died in Kharkiv. Since the full-scale invasion began, 2,140 civilians have "
        "been killed and 5,382 wounded."
    )
    assert [c.estimate.best for c in read.claims] == [3]
    assert {"5,382 wounded", "2,140 civilians have been killed"} <= {
        o.text for o in read.left_out if o.why == "other period"
    }


def test_a_new_phrase_is_one_line_in_the_pattern_file():
    raw = load("en").raw
    [sentence] = sentences("Nine people were vaporised by the bomb.")
    known = compile_lexicon("en", raw)
    grown = compile_lexicon(
        "en", {**raw, "classes": {**raw["classes"], "KILL": raw["classes"]["KILL"] + "|vaporised"}}
    )

    assert not read_sentence(sentence, [], known).figures
    assert [f.estimate.best for f in read_sentence(sentence, [], grown).figures] == [9]


class Lying:
    """An extractor whose quotes are not in the text."""

    def extract(self, report, mentions):
        read = GrammarExtractor().extract(report, mentions)
        first = read.claims[0]
        assert isinstance(first.origin, Quote)
        false = replace(first, origin=replace(first.origin, text="Ten people were killed"))
        return replace(read, claims=(false, *read.claims[1:]))


def test_an_extractor_that_lies_is_refused():
    report = Report(
        report_id="r", text="Two people were killed in Kyiv.", publisher="P",
        published=date(2025, 4, 24),
    )  # fmt: skip
    assert read_report(report, PLACES, GrammarExtractor()).claims
    with pytest.raises(UngroundedQuote):
        read_report(report, PLACES, Lying())


def test_text_in_capitals_keeps_the_words_of_the_report():
    text = "THE ASSASSINATION OF SENATOR LUIS GALAN SHOCKED BOGOTA. TWO GUARDS WERE WOUNDED."
    read = extract(text)
    assert [(c.measure, c.estimate.best) for c in read.claims] == [
        (Measure.KILLED, 1),
        (Measure.INJURED, 2),
    ]
    assert all(text[c.origin.start : c.origin.end] == c.origin.text for c in read.claims)


PIECES = ["12 ", "12, ", "people 12 were killed and ", "(", "two men and ", "toll of ", "Aaa Bbb ",
          ",111", "\n", "In Aaa, ", "a man, 43, ", "of 58 and ", "launched 3 drones and ",
          "aged 1, ", "AAA WAS KILLED ", "killed 3, ", "(2 killed "]  # fmt: skip


def steps(text, deed=None):
    """Calls of Python functions while a text is read: work without a clock."""
    count = 0

    def tick(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(tick)
    try:
        deed() if deed else extract(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_text_is_about_twice_the_work(piece):
    steps(piece * 10)
    short, long = (steps(piece * (size // len(piece)) + ".") for size in (1_500, 3_000))

    assert long < 2.6 * short


@pytest.fixture(name="scores", scope="module", params=["tuned", "held"])
def _scores(request):
    return reports.score(REPORTS / request.param)


def test_every_quote_of_the_second_set_is_in_its_text(scores):
    assert scores["articles"]
    assert scores["quote_substring"] == 1


def test_the_second_set_is_not_read_worse_than_it_was(scores):
    assert scores["count_P"] >= 0.88
    assert scores["count_F1"] >= 0.85


def test_munitions_are_claims_outside_the_toll():
    read = extract("Russia launched 70 missiles and 145 drones at Kyiv; 112 were shot down.")
    assert (Measure.MUNITIONS_LAUNCHED, 215) in {(c.measure, c.estimate.best) for c in read.claims}
