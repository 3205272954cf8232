"""Toponyms of sentences: what is found, as what, where, and in which role."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.adapters.gazetteer import load_gazetteer
from incidents.geocode import TextToponyms
from incidents.model import MentionRole, Precision

PLACE, SOURCE, ORIGIN, OTHER = (
    MentionRole.PLACE, MentionRole.SOURCE, MentionRole.ORIGIN, MentionRole.OTHER,
)  # fmt: skip


@cache
def toponyms() -> TextToponyms:
    return TextToponyms(load_gazetteer())


def found(text, language="en", country=None):
    return toponyms().find(text, language=language, country=country)


def named(text, language="en"):
    return {m.text: m for m in found(text, language)}


@pytest.mark.parametrize(
    ("text", "words", "place_id", "precision"),
    [
        ("Shells hit Kharkiv at dawn.", "Kharkiv", "gn:706483", Precision.SETTLEMENT),
        ("Two died in Kharkiv region.", "Kharkiv region", "adm1:UA-63", Precision.ADM1),
        ("Two died in Kyiv Oblast.", "Kyiv Oblast", "adm1:UA-32", Precision.ADM1),
        ("A house in the Bucha district of Kyiv region burned.", "Bucha district",
         "adm2:UA-32/bucha", Precision.ADM2),
        ("Cars burned in Podilskyi district of Kyiv.", "Podilskyi district",
         "district:UA-30/podilskyi", Precision.CITY_DISTRICT),
        ("The Okhmatdyt hospital in Kyiv was hit.", "Okhmatdyt hospital", "site:okhmatdyt",
         Precision.SITE),
        ("Drones fell across Ukraine.", "Ukraine", "country:UA", Precision.COUNTRY),
        ("The village of Robotyne was shelled.", "Robotyne", "x:robotyne", Precision.SETTLEMENT),
        ("A blast in the Shujaiya neighbourhood of Gaza City.", "Shujaiya neighbourhood",
         "area:281133/shujaiya", Precision.NEIGHBOURHOOD),
    ],
)  # fmt: skip
def test_each_precision(text, words, place_id, precision):
    mention = named(text)[words]
    assert (mention.place.place_id, mention.place.precision) == (place_id, precision)
    assert mention.role is PLACE


@pytest.mark.parametrize(
    ("text", "language", "words", "place_id"),
    [
        pytest.param("Five people were injured in Kherson.", "en", "Kherson", "gn:706448",
                     id="a city beside its region and district"),
        pytest.param("A missile hit Zaporizhzhia, killing 4 people.", "en", "Zaporizhzhia",
                     "gn:687700", id="a city beside villages of its name"),
        pytest.param("Russian forces attacked Kherson, killing two.", "en", "Kherson",
                     "gn:706448", id="the attacker's country says nothing of the place"),
        pytest.param("Two people were killed in Sloviansk.", "en", "Sloviansk", "gn:693468",
                     id="not what Nikopol was called once"),
        pytest.param("Внаслідок удару по Слов'янську загинули двоє людей.", "uk", "Слов'янську",
                     "gn:693468", id="the same in its own script"),
    ],
)  # fmt: skip
def test_a_city_is_no_question_where_its_namesakes_are_its_own(text, language, words, place_id):
    mention = named(text, language)[words]
    assert (mention.place.place_id, mention.ambiguous) == (place_id, False)


@pytest.mark.parametrize("text", ["Two died in Springfield.", "A blast in Pokrovsk killed four."])
def test_a_name_of_several_towns_is_still_asked(text):
    assert any(m.ambiguous for m in found(text))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("У Харкові та Сумській області загинули двоє людей.", "uk",
         {"Харкові": "gn:706483", "Сумській області": "adm1:UA-59"}),
        ("Удари по Харківській, Сумській та Донецькій областях.", "uk",
         {"Харківській": "adm1:UA-63", "Сумській": "adm1:UA-59", "Донецькій": "adm1:UA-14"}),
        ("У Святошинському районі Києва сталася пожежа.", "uk",
         {"Святошинському районі": "district:UA-30/sviatoshynskyi", "Києва": "gn:703448"}),
        ("В Харькове и Одесской области погибли люди.", "ru",
         {"Харькове": "gn:706483", "Одесской области": "adm1:UA-51"}),
        ("Удар по Кривому Рогу.", "uk", {"Кривому Рогу": "gn:703845"}),
    ],
)  # fmt: skip
def test_ukrainian_and_russian_in_every_case(text, language, expected):
    mentions = named(text, language)
    assert {w: mentions[w].place.place_id for w in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kharkiv, Sumy and Poltava regions were attacked.", ["UA-63", "UA-59", "UA-53"]),
        ("Seven other regions, including Kharkiv and Zhytomyr, suffered.", ["UA-63", "UA-18"]),
        ("Seven other regions struck, Kharkiv and Zhytomyr among them.", ["UA-63", "UA-18"]),
    ],
)
def test_a_list_of_regions_is_of_regions(text, expected):
    places = [m.place for m in found(text)]
    assert [p.adm1 for p in places] == expected
    assert {p.precision for p in places} == {Precision.ADM1}


def test_a_list_of_city_districts():
    text = "Fragments fell in the Solomianskyi, Dniprovskyi and Holosiivskyi districts of Kyiv."
    precisions = [m.place.precision for m in found(text)]
    assert precisions == [Precision.CITY_DISTRICT] * 3 + [Precision.SETTLEMENT]
    assert {m.place.adm1 for m in found(text)} == {"UA-30"}


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("Kyiv said the attack went on.", "Kyiv", SOURCE),
        ("Ukrainian officials counted nine dead.", "Ukrainian", SOURCE),
        ("Washington has condemned the strike.", "Washington", SOURCE),
        ("It was blamed on the Armed Forces of Ukraine.", "Ukraine", SOURCE),
        ("US air strikes killed ten in Sanaa.", "US", SOURCE),
        ("Russia attacked the city.", "Russia", SOURCE),
        ("KYIV, Aug. 26 - Two people died.", "KYIV", SOURCE),
        ("Kharkiv lies 30 km from the Russian border.", "Russian", ORIGIN),
        ("The drones were launched from Kursk.", "Kursk", ORIGIN),
        ("Kharkiv was attacked once more.", "Kharkiv", PLACE),
        ("The strike on Kyiv killed two.", "Kyiv", PLACE),
        ("Missiles were fired at Ukraine.", "Ukraine", PLACE),
        ("Talks between Russia and Ukraine continue.", "Russia", OTHER),
    ],
)
def test_roles(text, words, role):
    assert named(text)[words].role is role


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Houston thanked the crews.",
        "Charlotte Brown was hurt.",
        "In March the police counted again.",
        "The White House was silent.",
        "Reading the list took hours.",
        "The Bustan family lost three sons.",
    ],
)
def test_people_months_and_plain_words_are_no_places(text):
    assert [m.text for m in found(text)] == []


def test_a_distance_makes_a_place_no_finer_than_the_district_round_it():
    mention = named("A shell fell 20 km north of Pokrovsk in Donetsk region.")["Pokrovsk"]
    assert mention.place.precision is Precision.ADM2
    assert mention.place.extent_km == 20
    assert mention.role is PLACE


def test_a_site_nobody_knows_is_placed_no_finer_than_its_city():
    text = "A strike on a house near the Shuhada al-Zeitun school in Gaza City killed five."
    mention = named(text)["Shuhada al-Zeitun school"]
    assert mention.place.name == "Shuhada al-Zeitun school"
    assert mention.place.precision is Precision.SETTLEMENT
    assert mention.place.place_id is None


def test_a_site_without_a_place_round_it_is_not_placed():
    mention = named("The Blagodatna market burned.")["Blagodatna market"]
    assert mention.place is None


def test_what_it_is_said_to_lie_in_decides_and_stays():
    mentions = found("A fire in Paris, Texas, spread. Paris has no brigade.")
    assert {m.place.adm1 for m in mentions if m.text == "Paris"} == {"US-TX"}


def test_the_other_names_decide():
    near = named("Alexandria and Rapides Parish in Louisiana flooded.")["Alexandria"]
    far = named("Alexandria and Cairo in Egypt flooded.")["Alexandria"]
    assert (near.place.adm1, far.place.country) == ("US-LA", "EG")


def test_the_reports_country_decides():
    assert named("A fire in Odessa.")["Odessa"].place.country == "UA"
    (mention,) = found("A fire in Odessa.", country="US")
    assert mention.place.country == "US"


def test_the_choice_is_explained_with_its_runner_up():
    mention = named("A fire in Odessa.")["Odessa"]
    assert "known" in mention.why
    assert mention.candidates[0].place_id == mention.place.place_id
    assert mention.place.runner_up is not None
    assert 0 < mention.place.score <= 1


def test_namesakes_too_close_to_choose_are_a_persons_to_decide():
    text = "A house burned in Mykolaivka."
    (mention,) = found(text, country="UA")
    assert mention.ambiguous
    assert len(mention.candidates) > 1


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\x00\x01\x02", "😀😀", "a" * 10_000, "A" * 10_000, "Kyiv " * 2_000, "\u202eviyK",
        "'" * 500, "В " * 3000, "(((((", "St. " * 500, "Kyіv і Харкiв", "\ud7ff", "Of And The In",
    ],
    ids=range(15),
)  # fmt: skip
def test_nothing_makes_it_fail(text):
    for mention in found(text):
        assert text[mention.start : mention.end] == mention.text


def test_a_cyrillic_letter_in_a_latin_name_changes_nothing():
    (mention,) = found("A fire in Kyіv.")
    assert mention.place.place_id == "gn:703448"


PIECES = st.sampled_from(
    ["Kyiv", "Kharkiv", "region", "district", "and", ",", ".", "said", "the", "Sviatoshynskyi",
     "near", "20 km", "north of", "Mayor", "Paris", "Texas", "у", "Харкові", "області", "Russian",
     "border", "hospital", "-", "'s", "\n", "U.S.", "St.", "😀", "in", "regions", "including"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_offsets_hold_and_mentions_never_overlap(pieces):
    text = " ".join(pieces)
    end = 0
    for mention in found(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        end = mention.end


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Shells hit the Kievsky district of Donetsk.", "district:709717/kyivskyi"),
        ("Shells hit the Kyivskyi district of Kharkiv.", "district:706483/kyivskyi"),
        ("Shells hit Primorsky district, Mariupol.", "district:701822/prymorskyi"),
        ("Shells hit Shevchenkivskyi district of Zaporizhzhia.", "district:687700/shevchenkivskyi"),
    ],
)
def test_the_city_named_beside_decides_between_its_namesake_districts(text, place_id):
    assert found(text)[0].place.place_id == place_id


def test_a_city_is_a_place_and_its_administration_speaks():
    assert named("Shells hit Donetsk city.")["Donetsk"].role is PLACE
    (first, *_) = found("Kyiv City Military Administration said so.")
    assert first.role is SOURCE


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("uk", "У школі поранено трьох.", id="Ukrainian"),
        pytest.param("ru", "В больнице ранены двое.", id="Russian"),
        pytest.param("en", "At School No 5 two people were hurt.", id="English"),
        pytest.param("en", "Sea port workers were hurt.", id="a kind of port"),
    ],
)
def test_a_kind_of_site_at_the_head_of_a_sentence_names_none(language, text):
    assert found(text, language) == ()


def test_the_port_of_a_city_is_the_port():
    assert named("The sea port of Odesa was struck.")["port of Odesa"].place.place_id == (
        "site:odesa-port"
    )


def test_a_village_is_looked_for_in_the_district_it_is_said_to_be_in():
    text = "Обстрелян посёлок Дубовое Белгородского района, ранены двое."
    mention = named(text, "ru")["Дубовое"]
    assert (mention.place.adm1, mention.ambiguous) == ("RU-BEL", False)


def test_a_raion_and_citys_districts_of_one_name_are_asked():
    assert named("Two died in Dniprovskyi district.")["Dniprovskyi district"].ambiguous
    inside = named("Two died in Dniprovskyi district of Kyiv.")["Dniprovskyi district"]
    assert (inside.place.place_id, inside.ambiguous) == ("district:UA-30/dniprovskyi", False)


def test_a_district_said_as_such_weighs_no_less_than_its_namesakes_elsewhere():
    text = "Kyiv was struck. Garages burned in Shevchenkivskyi district, said the mayor of Kyiv."
    mention = named(text)["Shevchenkivskyi district"]
    assert (mention.place.place_id, mention.ambiguous) == ("district:UA-30/shevchenkivskyi", False)


def test_a_district_whose_people_are_not_known_is_as_known_as_its_city_lets_it_be():
    text = "Fragments fell in the Solomianskyi, Desnianskyi and Holosiivskyi districts."
    mention = named(text)["Desnianskyi"]
    assert (mention.place.place_id, mention.ambiguous) == ("district:UA-30/desnianskyi", False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Two were killed in Vasyliv in Kharkiv Oblast.", "Vasyliv",
                     id="none so called is known in the region"),
        pytest.param("Two were killed in Chorna Dolyna in Kherson Oblast.", "Chorna",
                     id="half of a name of two words that is not known"),
        pytest.param("Two were killed in the village of Rivne in Zaporizhzhia Oblast.", "Rivne",
                     id="even a large city's name"),
        pytest.param("Two were killed in Viktorivka, Berezivka district, Odesa Oblast.",
                     "Viktorivka", id="two in the raion itself"),
    ],
)  # fmt: skip
def test_a_village_that_is_not_known_where_it_is_said_to_lie_is_asked_about(text, words):
    assert named(text)[words].ambiguous


@pytest.mark.parametrize(
    ("text", "language", "words", "place_id"),
    [
        pytest.param("Attacks hit Kyiv, Kharkiv region and Odesa.", "en", "Kyiv", "gn:703448",
                     id="a list is no address"),
        pytest.param("У селі Антонівка Скадовського району загинула жінка.", "uk", "Антонівка",
                     "gn:704428", id="the village of the raion that is said"),
        pytest.param("Russian forces shelled Lyman.", "en", "Lyman", "gn:704204",
                     id="a town four times its namesake"),
        pytest.param("A drone hit Saltivka in Kharkiv.", "en", "Saltivka", "area:706483/saltivka",
                     id="a part of a city"),
        pytest.param("Ракета влучила у будинок на Сихові у Львові.", "uk", "Сихові",
                     "area:702550/sykhiv", id="a part of a city beside a village"),
    ],
)  # fmt: skip
def test_what_is_said_decides_between_namesakes(text, language, words, place_id):
    mention = next(m for m in found(text, language, "UA") if m.text == words)
    assert (mention.place.place_id, mention.ambiguous) == (place_id, False)
