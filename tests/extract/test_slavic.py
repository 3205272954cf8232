"""Ukrainian and Russian: a table of phrases per language, golden reports, hostile texts."""

import json
import sys
import time
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.extract import GrammarExtractor, read_count
from incidents.extract.languages import language_here, language_of
from incidents.extract.tokens import sentences
from incidents.model import Claim, Estimate, Measure, PersonStatus, Precision, Quote, Report
from tests.bench.finder import product

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden"
CASES = [
    pytest.param(language, case["say"], case["read"], id=f"{language}: {case['say'][:60]}")
    for language in ("uk", "ru")
    for case in tomllib.loads((HERE / f"cases_{language}.toml").read_text("utf-8"))["case"]
]


def extract(text, language, published=date(2025, 4, 24)):
    gazetteer, find, _ = product()
    report = Report(report_id="r", text=text, publisher="P", published=published,
                    language=language)  # fmt: skip
    return GrammarExtractor(gazetteer).extract(report, find(text))


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


@pytest.mark.parametrize(("language", "say", "read"), CASES)
def test_a_phrase_reads_as_its_case_says(language, say, read):
    assert sorted(said(c) for c in extract(say, language).claims) == sorted(read)


def test_a_case_that_expects_too_much_would_fail():
    read = [said(c) for c in extract("Двоє котів бачили дрон.", "uk").claims]

    assert read != ["killed 2-2"]


NIGHTS = {
    "en": (
        "At least 12 people were killed and 90 were wounded in an attack on Kyiv overnight into "
        "24 April.\n\nThe strike damaged 13 locations across Kyiv. Forty fires broke out.\n\n"
        "Seven other regions, including Kharkiv and Zhytomyr, also suffered missile damage.\n"
    ),
    "uk": (
        "Внаслідок удару по Києву в ніч на 24 квітня загинули щонайменше 12 людей, 90 поранено.\n\n"
        "У Києві пошкодження на 13 локаціях. Виникло сорок пожеж.\n\n"
        "Ракетних ударів зазнали ще сім областей, зокрема Харківська та Житомирська.\n"
    ),
    "ru": (
        "В результате удара по Киеву в ночь на 24 апреля погибли не менее 12 человек, 90 ранены."
        "\n\nВ Киеве повреждены 13 локаций. Возникло сорок пожаров.\n\n"
        "Удару ракет подверглись ещё семь областей, в том числе Харьковская и Житомирская.\n"
    ),
}  # fmt: skip


def night(language):
    read = extract(NIGHTS[language], language)
    places = [
        (i.place.place_id, i.place.precision, i.place.expected, i.when.start, i.parent_id is None)
        for i in read.incidents
        if not i.placeholder
    ]
    where = {i.incident_id: i.place.place_id for i in read.incidents}
    claims = {(where[c.incident_id], said(c).replace(" carried", "")) for c in read.claims}
    return sorted(places, key=str), claims, sum(i.placeholder for i in read.incidents)


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_one_night_told_in_three_languages_gives_the_same_incidents(language):
    assert night(language) == night("en")
    assert len(night(language)[0]) == 8


FOLDERS = [f"{language}{batch}" for batch in ("", "_held", "2", "2_held", "3", "3_held")
           for language in ("uk", "ru")]  # fmt: skip
REPORTS = sorted(p for f in FOLDERS for p in (GOLDEN / f).glob("*.txt"))


@pytest.mark.parametrize("path", REPORTS, ids=[p.stem for p in REPORTS])
def test_every_quote_of_a_golden_report_is_in_its_text(path):
    text = path.read_text(encoding="utf-8")

    for claim in extract(text, path.parent.name[:2]).claims:
        assert isinstance(claim.origin, Quote)
        assert text[claim.origin.start : claim.origin.end] == claim.origin.text
        assert claim.pattern


GOLDS = {p: json.loads(p.with_suffix(".gold.json").read_text("utf-8")) for p in REPORTS}
ARMED = {p: g["munitions"] for p, g in GOLDS.items() if any(g.get("munitions", {}).values())}


@pytest.mark.parametrize("path", ARMED, ids=[p.stem for p in ARMED])
def test_munitions_of_a_bulletin_are_counted_by_type_and_in_all(path):
    day = date.fromisoformat(GOLDS[path]["published_date"])
    claims = extract(path.read_text(encoding="utf-8"), path.parent.name[:2], day).claims

    for deed, gold in ARMED[path].items():
        read = [c.estimate.best for c in claims if c.measure.value == f"munitions_{deed}"]
        assert max(read, default=None) == gold


def test_a_line_of_a_text_that_is_not_wrapped_ends_its_sentence():
    text = (
        "Прокуратура: на Сумщині внаслідок ударів загинув чоловік, ще четверо людей поранені\n"
        "За даними слідства, 16 вересня о 14:20 військові скинули авіабомбу на село Билка. "
        "Загинув 47-річний місцевий мешканець."
    )
    read = extract(text, "uk")
    where = {i.incident_id: i.place for i in read.incidents}
    hurt = next(c for c in read.claims if c.measure is Measure.INJURED)
    assert where[hurt.incident_id].precision is Precision.ADM1
    assert any(p.toponym == "Билка" and not p.placed for p in where.values())


def test_an_address_does_not_make_a_wrapped_text_one_of_lines():
    line = "A missile struck an apartment house in the centre of the city of"
    wrapped = f"{line}\nKyiv and killed 12 people"
    url = f"https://example.org/{'a' * 120}"
    assert len(sentences(f"{wrapped}.\n\n{url}\n")) == 2
    assert len(sentences(f"{wrapped}.\n\n{'and it was a long night ' * 9}\n")) == 3


def test_the_land_around_a_town_is_a_place_of_its_own():
    text = "У Нікополі загинула жінка. На Павлоградщині дрон поцілив у завод. Без постраждалих."
    read = extract(text, "uk")
    where = {i.incident_id: i.place.toponym for i in read.incidents}
    assert {where[c.incident_id] for c in read.claims if c.estimate.best == 0} == {"Павлоградщині"}


def test_a_figure_for_a_place_nobody_knows_is_unplaced():
    read = extract("Удар по Херсону. У Невідомівці Старій поранено двох людей.", "uk")
    where = {i.incident_id: i.place for i in read.incidents}

    assert [where[c.incident_id].placed for c in read.claims] == [False]
    assert where[read.claims[0].incident_id].toponym == "Невідомівці Старій"


def test_a_region_s_total_is_the_region_s():
    read = extract("У Херсоні поранено двох людей. Усього в області поранено п'ятьох.", "uk")
    where = {i.incident_id: i.place for i in read.incidents}

    assert [where[c.incident_id].precision for c in read.claims if c.estimate.best == 5] == [
        Precision.ADM1
    ]


def of_places(text, language):
    read = extract(text, language)
    where = {i.incident_id: i.place.name for i in read.incidents}
    return sorted((where[c.incident_id], said(c)) for c in read.claims)


def test_a_list_by_place_gives_each_place_its_own_and_the_total_to_the_region():
    text = "За добу вбили 3 жителів Донеччини: двох у Покровську та одного в Іванопіллі."

    assert of_places(text, "uk") == [
        ("Donetsk Oblast", "killed 3-3"), ("Ivanopillia", "killed 1-1"), ("Pokrovsk", "killed 2-2"),
    ]  # fmt: skip


def test_what_follows_an_unknown_village_is_not_the_next_town_s():
    text = "В посёлке Небывалое дрон атаковал машину. Погиб мужчина.\n\nВ Шебекино ранены трое."

    assert of_places(text, "ru") == [("Shebekino", "injured 3-3"), ("Небывалое", "killed 1-1")]


@pytest.mark.parametrize(("text", "language"), [
    pytest.param("Напередодні, 14 квітня, вдарили по Харкову. Загинули двоє.", "uk", id="before"),
    pytest.param("Удар по Харькову 14 апреля, вчера вечером. Погибли двое.", "ru", id="after"),
])  # fmt: skip
def test_a_stated_day_beside_yesterday_wins_however_late_the_text_is_published(text, language):
    read = extract(text, language, published=date(2025, 4, 30))

    assert {i.when.start for i in read.incidents} == {date(2025, 4, 14)}


@pytest.mark.parametrize(("text", "language", "names"), [
    pytest.param("Генштаб ЗСУ: російська авіація вдарила по Харкову. Загинув чоловік.", "uk",
                 {"Russia": "attributed"}, id="who reports attacks nobody"),
    pytest.param("В Минобороны России сообщили, что ВСУ нанесли удар по Белгороду, ранен мужчина.",
                 "ru", {"Ukraine": "attributed"}, id="nor does a ministry"),
    pytest.param("Российские военные сбили 30 беспилотников над Белгородом, ранен мужчина.", "ru",
                 {}, id="nor who shoots down"),
    pytest.param("По территории России нанесён удар, в Курске ранены трое.", "ru", {},
                 id="nor the land that is struck"),
    pytest.param("Внаслідок удару РФ по Одесі поранено двох людей.", "uk",
                 {"Russia": "attributed"}, id="a strike of theirs"),
    pytest.param("Зеленський звинуватив Росію в атаці на Київ, загинув чоловік.", "uk",
                 {"Russia": "attributed"}, id="blamed"),
    pytest.param("Украина взяла на себя ответственность за удар по Брянску, ранен мужчина.", "ru",
                 {"Ukraine": "claimed"}, id="claimed"),
])  # fmt: skip
def test_who_attacked_is_who_acts_is_blamed_or_claims_it(text, language, names):
    found = {
        a.name: a.attribution.value for i in extract(text, language).incidents for a in i.actors
    }

    assert found == names


def test_an_item_headed_by_a_district_nobody_knows_is_that_district_s():
    text = "— Шебекино: ранены двое.\n— Небываловский округ: пострадала женщина."

    assert of_places(text, "ru") == [("Shebekino", "injured 2-2"),
                                     ("Небываловский округ", "injured 1-1")]  # fmt: skip


@pytest.mark.parametrize("text", [
    "Ударів зазнали Харків та 9 населених пунктів області. Загинула 1 людина.",
    "Обстріляли Харків і ще 9 населених пунктів, загинула 1 людина.",
])  # fmt: skip
def test_what_is_counted_after_a_town_and_others_is_the_region_s(text):
    assert of_places(text, "uk") == [("Kharkiv Oblast", "killed 1-1")]


def test_a_town_named_after_the_number_of_settlements_keeps_its_own():
    text = "Обстріляно 9 населених пунктів області, у Харкові загинув чоловік."

    assert of_places(text, "uk") == [("Kharkiv", "killed 1-1")]


def test_an_administration_s_name_is_its_region_and_not_its_town():
    read = extract("Дніпропетровська ОВА: внаслідок удару загинув чоловік.", "uk")

    assert [i.place.name for i in read.incidents] == ["Dnipropetrovsk Oblast"]


def test_a_community_beside_its_town_takes_no_figure():
    text = "Обстріляли Нікополь, Марганецьку та Покровську громади. Загинув чоловік."

    assert of_places(text, "uk") == [("Nikopol", "killed 1-1")]


def steps(text):
    """Calls of Python functions while a text is read: work without a clock."""
    report = Report(report_id="r", text=text, publisher="P", published=date(2025, 4, 24),
                    language="uk")  # fmt: skip
    count = 0

    def counted(_frame, event, _arg):
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        GrammarExtractor(product()[0]).extract(report, ())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", ["загинули 12 та ", "серед них 12 дітей, ", "12 людей та ", "( "])
def test_twice_the_hostile_text_is_twice_the_work(piece):
    steps(piece * 10)  # what is read once per process is read now
    once, twice = steps(piece * 1_000), steps(piece * 2_000)

    assert twice < 2.2 * once
    assert twice < 100 * len(piece * 2_000)


def test_a_sentence_that_only_names_children_tells_a_part_of_the_last_total():
    read = extract("Удар по Дніпру. Поранено 11 людей. Серед них — двоє дітей.", "uk")

    assert [said(c) for c in read.claims] == ["injured 11-11", "injured 2-2 of"]


def test_children_among_the_evacuated_are_no_part_of_the_last_total():
    read = extract(
        "В Сумах ранены 90 человек. Эвакуированы 1200 человек, в том числе 80 детей.", "ru"
    )

    assert [said(c) for c in read.claims] == ["injured 90-90"]


def test_two_cases_of_one_name_are_one_place():
    read = extract("Харків: удар дрона. У Харкові загинув чоловік. По Харкову б'є КАБ.", "uk")

    assert len(read.incidents) == 1


def test_munitions_stand_on_the_whole_attack_and_never_on_a_town():
    read = extract("У Києві загинули двоє людей. Загалом ворог випустив 215 ракет.", "uk")
    where = {i.incident_id: i for i in read.incidents}
    launched = next(c for c in read.claims if c.measure is Measure.MUNITIONS_LAUNCHED)

    assert where[launched.incident_id].place.name != "Kyiv"


def test_the_time_of_a_claim_is_its_clock_time():
    claims = extract("Станом на 17:30 у Києві загинули двоє людей.", "uk").claims

    assert [c.said.earliest.strftime("%H:%M") for c in claims] == ["17:30"]


def test_who_counted_is_kept():
    claims = extract("В Киеве погибли двое, сообщила прокуратура.", "ru").claims

    assert [c.counted_by.name for c in claims] == ["прокуратура"]


def test_a_russian_paragraph_of_a_ukrainian_report_is_read_as_russian():
    read = extract(
        "У Києві загинули двоє людей.\n\n"
        "В Харькове, по словам мэра, были ранены трое, сообщил он вечером.\n\n"
        "In Odesa, at least five people were wounded in the strike.",
        "uk",
    )

    assert [said(c) for c in read.claims] == ["killed 2-2", "injured 3-3", "injured 5-?"]


@pytest.mark.parametrize(("text", "language"), [
    pytest.param("Загинули двоє людей", "uk", id="Ukrainian letters"),
    pytest.param("Погибли ещё двое", "ru", id="Russian letters"),
    pytest.param("Two people were killed", "en", id="Latin"),
    pytest.param("загинули 12", "uk", id="a Ukrainian word without a letter of its own"),
    pytest.param("погибли 12 человек", "ru", id="a Russian word without one"),
    pytest.param("дрон, 12", None, id="words of both"),
    pytest.param("12:30, 5", None, id="no letters"),
])  # fmt: skip
def test_letters_tell_the_language(text, language):
    assert language_of(text) == language


def test_a_stretch_that_tells_nothing_takes_the_language_around_it():
    assert language_here("12 : 5", "uk") == "uk"


@pytest.mark.parametrize(("words", "expected"), [
    pytest.param("щонайменше 12", Estimate.at_least(12), id="at least"),
    pytest.param("двоє", Estimate.exactly(2), id="collective"),
    pytest.param("п'ятеро дітей", Estimate.exactly(5), id="with its noun"),
    pytest.param("двадцать пять", Estimate.exactly(25), id="composed"),
    pytest.param("сто двадцять", Estimate.exactly(120), id="hundreds"),
    pytest.param("невідомо", None, id="unknown is not zero"),
    pytest.param("никто", Estimate.exactly(0), id="zero is a figure"),
])  # fmt: skip
def test_a_cell_in_ukrainian_or_russian_is_a_count(words, expected):
    assert read_count(words) == expected


WORDS = st.sampled_from((  # noqa: SIM905 - the words read better in a row
    "12 людей загинули щонайменше та 90 поранено , . у Києві серед них двоє дітей без постраждалих "
    "з 9 до 12 кількість загиблих зросла до ( ) четвер 24 квітня 17:30 ще один чоловік жінка "
    "43-річна погибли ранены до 5-х — : років збито ракет випустив не ніхто 1962 тис \n \n\n"
).split(" "))  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=60), st.sampled_from(["uk", "ru"]))
def test_any_row_of_words_gives_grounded_claims(words, language):
    extract(" ".join(words) + ".", language).check()


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=200), st.sampled_from(["uk", "ru"]))
def test_any_text_is_read_without_failing(text, language):
    extract(text, language).check()


HOSTILE = ["12 ", "12, ", "загинули 12 та ", "(", "серед них ", "двоє, ", "кількість загиблих ",
           "чоловік та ", "з 9 до ", "до ", "45 і ", "без ", "У Києві ", "ще "]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_is_read_in_time_that_grows_with_its_length(piece, seconds):
    assert seconds(piece, 40_000) < 8 * seconds(piece, 10_000) + 0.5


@pytest.fixture(name="seconds")
def _seconds():
    def measure(piece, size):
        gazetteer, _, _ = product()
        text = piece * (size // len(piece)) + "."
        report = Report(report_id="r", text=text, publisher="P", published=date(2025, 4, 24),
                        language="uk")  # fmt: skip
        begin = time.process_time()
        GrammarExtractor(gazetteer).extract(report, ())
        return time.process_time() - begin

    return measure


RULED = "На Донеччині загинуло двоє людей, ще дев'ятеро травмовані: у Торецьку та Краматорську."


@pytest.mark.parametrize(("text", "best", "precision"), [
    pytest.param(RULED, 2, Precision.ADM1, id="a mark leads to the narrower places"),
    pytest.param("На Донеччині дрон убив двох людей у Торецьку.", 2, Precision.SETTLEMENT,
                 id="no mark: the narrower place"),
])  # fmt: skip
def test_a_region_rules_what_stands_before_a_list(text, best, precision):
    read = extract(text, "uk")
    where = {i.incident_id: i.place for i in read.incidents}

    assert [where[c.incident_id].precision for c in read.claims if c.estimate.best == best] == [
        precision
    ]


def test_a_night_dated_by_a_day_is_that_day():
    read = extract("Вночі проти 10 квітня дрон влучив у будинок у Миколаєві.", "uk")

    assert {i.when.start for i in read.incidents} == {date(2025, 4, 10)}


def test_munitions_over_several_regions_are_of_the_whole_attack():
    read = extract("За ночь сбиты 56 дронов над Курской и Брянской областями.", "ru")
    where = {i.incident_id: i.place for i in read.incidents}

    assert where[read.claims[0].incident_id].precision is not Precision.ADM1
