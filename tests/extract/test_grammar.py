import json
import time
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.extract import GrammarExtractor
from incidents.model import (
    Claim,
    DateBasis,
    Measure,
    PersonStatus,
    Precision,
    Qualifier,
    Quote,
    Report,
)
from tests.bench.known_places import KnownPlaces

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden"
CASES = tomllib.loads((HERE / "cases_en.toml").read_text(encoding="utf-8"))["case"]
PLACES = KnownPlaces()

NIGHT = (
    "At least 12 people were killed and 90 wounded after Russia launched its largest missile and "
    "drone attack on Kyiv this year. Mr Smith said 5000 soldiers a week are dying.\n\n"
    "The strike damaged 13 locations across Kyiv. Forty fires broke out following the barrage. "
    "Officials said a North Korean KN-23 ballistic missile may have been used.\n\n"
    "Seven other regions, including Kharkiv and Zhytomyr, also suffered missile damage.\n"
)


def extract(text, published=date(2025, 4, 24)):
    report = Report(report_id="r", text=text, publisher="P", published=published)
    return GrammarExtractor(PLACES).extract(report, PLACES.find(text))


def said(claim: Claim) -> str:
    low = "?" if claim.estimate.low is None else claim.estimate.low
    high = "?" if claim.estimate.high is None else claim.estimate.high
    marks = [
        "of" if claim.subset_of else "",
        "attacker" if claim.status is PersonStatus.ATTACKER else "",
        "carried" if claim.carried else "",
        "superseded" if claim.superseded else "",
        "more" if claim.increment else "",
    ]
    return " ".join([f"{claim.measure.value} {low}-{high}", *[m for m in marks if m]])


@pytest.mark.parametrize("case", CASES, ids=[c["say"][:60] for c in CASES])
def test_a_phrase_reads_as_its_case_says(case):
    read = [said(c) for c in extract(case["say"]).claims]

    assert sorted(read) == sorted(case["read"])


def test_a_case_that_expects_too_much_would_fail():
    read = [said(c) for c in extract("Two cats were seen near the drone.").claims]

    assert read != ["killed 2-2"]


@pytest.fixture(name="night", scope="module")
def _night():
    return extract(NIGHT)


def test_the_night_gives_eight_incidents_and_thirteen_placeholders(night):
    real = [i for i in night.incidents if not i.placeholder]

    assert len(real) == 8
    assert sum(i.placeholder for i in night.incidents) == 13


def test_the_placeholders_lie_in_the_city_and_no_more_precisely(night):
    kyiv = next(i for i in night.incidents if i.place.name == "Kyiv" and not i.placeholder)
    sites = [i for i in night.incidents if i.placeholder]

    assert {i.parent_id for i in sites} == {kyiv.incident_id}
    assert {i.place.precision for i in sites} == {Precision.SETTLEMENT}


def test_five_regions_stay_unplaced_with_their_country(night):
    unplaced = [i.place for i in night.incidents if not i.place.placed]

    assert len(unplaced) == 5
    assert {(p.name, p.country, p.expected) for p in unplaced} == {(None, "UA", Precision.ADM1)}


def test_named_regions_are_regions_not_their_cities(night):
    named = {i.place.place_id for i in night.incidents if i.place.precision is Precision.ADM1}

    assert named == {"adm1:UA-63", "adm1:UA-18"}


def test_the_city_states_its_four_figures(night):
    assert [said(c) for c in night.claims] == [
        "killed 12-?", "injured 90-? carried", "sites 13-13", "fires 40-40",
    ]  # fmt: skip


def test_a_rate_is_left_out_with_a_reason(night):
    assert ("5000 soldiers", "rate over time") in {(o.text, o.why) for o in night.left_out}


def test_weapon_actor_and_event_type_are_coded(night):
    kyiv = night.incidents[0]

    assert kyiv.sub_event_type == "Shelling/artillery/missile attack"
    assert [a.name for a in kyiv.actors] == ["Russia"]
    assert ("KN-23", "ballistic missile", True) in {(w.name, w.family, w.may) for w in kyiv.weapons}


def test_only_publication_bounds_the_date(night):
    when = night.incidents[0].when

    assert (when.start, when.date_prec, when.basis) == (date(2025, 4, 24), 2, DateBasis.PUBLICATION)


def test_a_second_reading_is_the_same(night):
    assert extract(NIGHT) == night


def test_a_weekday_counts_back_from_publication():
    when = extract("A drone killed two people in Kharkiv on Thursday.").incidents[0].when

    assert (when.start, when.basis) == (date(2025, 4, 24), DateBasis.RELATIVE)


def test_the_time_of_a_claim_is_its_clock_time():
    claims = extract("As of 11:36 a.m. five people were killed in Kyiv by missiles.").claims

    assert [c.said.earliest.strftime("%H:%M") for c in claims] == ["11:36"]


def test_who_counted_is_kept():
    claims = extract("Two people were killed in Kyiv, the State Emergency Service said.").claims

    assert [c.counted_by.name for c in claims] == ["State Emergency Service"]


def test_a_district_total_is_the_districts():
    read = extract("Missiles hit Kyiv. In Sviatoshynskyi district two people were killed.")
    district = next(i for i in read.incidents if i.place.precision is Precision.CITY_DISTRICT)

    assert [c.incident_id for c in read.claims] == [district.incident_id]
    assert district.parent_id is not None


def test_a_figure_for_the_whole_wave_stands_on_a_parent():
    read = extract(
        "Missiles hit Kharkiv, where two people were killed. The strikes hit Kyiv too. "
        "Taken together they killed six people."
    )
    whole = next(c for c in read.claims if c.estimate.best == 6)
    children = [i for i in read.incidents if i.parent_id == whole.incident_id]

    assert {i.place.name for i in children} == {"Kharkiv", "Kyiv"}


REPORTS = sorted((GOLDEN / "reports").glob("*.txt"))


def rendered(path: Path) -> list[str]:
    gold = json.loads(path.with_suffix("").with_suffix(".gold.json").read_text(encoding="utf-8"))
    read = extract(path.read_text(encoding="utf-8"), date.fromisoformat(gold["published_date"]))
    names = {i.incident_id: i.place.name or "(unplaced)" for i in read.incidents}
    return [
        *(
            f"{i.place.name} | {i.place.precision} | {i.when.start} | in {names.get(i.parent_id)}"
            for i in read.incidents
            if not i.placeholder
        ),
        *(f"{names[c.incident_id]} | {said(c)} | {c.origin.text}" for c in read.claims),
    ]


@pytest.mark.parametrize("path", REPORTS, ids=[p.stem for p in REPORTS])
def test_a_golden_report_reads_as_before(path):
    golden = (GOLDEN / "extract" / path.name).read_text(encoding="utf-8").splitlines()

    assert rendered(path) == golden


@pytest.mark.parametrize("path", REPORTS, ids=[p.stem for p in REPORTS])
def test_every_quote_of_a_golden_report_is_in_its_text(path):
    text = path.read_text(encoding="utf-8")

    for claim in extract(text).claims:
        assert isinstance(claim.origin, Quote)
        assert text[claim.origin.start : claim.origin.end] == claim.origin.text


WORDS = st.sampled_from((  # noqa: SIM905 - the words read better in a row
    "12 people were killed and 90 wounded , . in Kyiv at least two dozen fires no casualties "
    "including children of them ( ) Thursday 24 April 2025 11:36 rose from to toll ² ٣ \n \n\n"
).split(" "))  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=60))
def test_any_row_of_words_gives_grounded_claims(words):
    text = " ".join(words) + "."
    read = extract(text)

    read.check()
    assert all(c.estimate.qualifier in Qualifier for c in read.claims)


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_any_text_is_read_without_failing(text):
    extract(text).check()


HOSTILE = ["12 ", "12, ", "people 12 were killed and ", "(", "the police officer ", "two men and ",
           "hundred and ", "toll of ", "Aaa Bbb ", ",111", "\n", "1-"]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_is_read_in_time_that_grows_with_its_length(piece, benchmark_seconds):
    short, long = (
        benchmark_seconds(extract, piece, 10_000),
        benchmark_seconds(extract, piece, 40_000),
    )

    assert long < 8 * short + 0.5


@pytest.fixture(name="benchmark_seconds")
def _benchmark_seconds():
    def measure(read, piece, size):
        begin = time.process_time()
        read(piece * (size // len(piece)) + ".")
        return time.process_time() - begin

    return measure


def test_munitions_never_enter_a_toll():
    read = extract("Russia launched more than 470 attack drones at Kyiv.")

    assert not [c for c in read.claims if c.measure in {Measure.KILLED, Measure.INJURED}]


CAPITAL = (
    "Kyiv was attacked with missiles overnight, 14 people were killed. Another person was killed "
    "in Kharkiv. The attack hit 27 locations across the capital."
)


def test_the_capital_is_the_city_the_text_named():
    found = extract(CAPITAL)
    sites = next(c for c in found.claims if c.measure is Measure.SITES)
    where = next(i for i in found.incidents if i.incident_id == sites.incident_id)
    assert where.place.name == "Kyiv"


def test_a_comparison_with_another_attack_is_left_out():
    found = extract(
        "A missile hit Kyiv on Thursday and wounded 143 people. It was the deadliest day in the "
        "city since August 2011, when 30 people died."
    )
    assert [(c.measure, c.estimate.best) for c in found.claims] == [(Measure.INJURED, 143)]
    assert "30 people died" in {left.text for left in found.left_out}


def test_the_day_a_toll_rose_is_not_the_day_of_the_attack():
    found = extract(
        "The death toll from a missile strike on an apartment building in the Ukrainian city of "
        "Kharkiv rose to 40 on Sunday. Saturday's strike wounded 75 people.",
        date(2023, 1, 15),
    )
    assert {i.when.start for i in found.incidents} == {date(2023, 1, 14)}
    assert {c.measure: c.estimate.best for c in found.claims} == {
        Measure.KILLED: 40,
        Measure.INJURED: 75,
    }
