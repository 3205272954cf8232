"""Hostile and odd input: a clear answer, never an exception, never a wrong confident point."""

import math
import unicodedata
from functools import cache

import pytest
from geopy.exc import GeocoderQueryError
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.adapters.boundaries import load_boundaries
from incidents.adapters.gazetteer import ShippedGazetteer, load_gazetteer
from incidents.adapters.geocoder import OfflineGeocoder
from incidents.geocode import TextToponyms
from incidents.geocode.choices import undecided
from incidents.model import Mention, MentionRole

ODD = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("Київ Kyіv Харкоv Одеса '’ʼ-–,.\u200f\u202e\x00\ufeff😀é")
    ),
    max_size=80,
)
WORDS = st.lists(
    st.sampled_from(
        ["Kyiv", "Kharkiv region", "in", "of", "near", "20 km north of", "Springfield", "said", ",",
         ".", "\n", "Paris", "Texas", "district", "Lloyd Austin", "-based", "Dnipro", "river",
         "Харків", "області", "у", "КИЇВ", "😀", "\u202e", "counties", "and", "St. Petersburg"],
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@cache
def gazetteer() -> ShippedGazetteer:
    return load_gazetteer()


@cache
def toponyms() -> TextToponyms:
    return TextToponyms(gazetteer())


@cache
def geocoder() -> OfflineGeocoder:
    return OfflineGeocoder(gazetteer())


def confident(found: tuple[Mention, ...]) -> list[str]:
    return [
        m.text
        for m in found
        if m.role is MentionRole.PLACE and m.place is not None and not m.ambiguous
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\t ", id="space"),
        pytest.param("a" * 10_000, id="one word of 10,000 letters"),
        pytest.param("A" * 10_000, id="in capitals"),
        pytest.param("Zq " * 5_000, id="many unknown words"),
        pytest.param("\x00\x01\x1f\x7f", id="control characters"),
        pytest.param("😀🔥💥", id="emoji"),
        pytest.param("\u202eviyK", id="right to left"),
        pytest.param("'" * 3_000, id="quotes"),
        pytest.param("0.0, 0.0", id="numbers"),
        pytest.param("Atlantis and Mordor burned.", id="places that never were"),
    ],
)
def test_nothing_is_placed(text):
    assert confident(toponyms().find(text, language="en")) == []
    assert gazetteer().lookup(text) == ()
    assert geocoder().geocode(text) is None


@pytest.mark.parametrize("name", ["Kyіv", "Κyiv", "Kyiv\u200b", "K\u0443iv", "Хaркiв", "Оdesa"])
def test_look_alike_letters_give_the_city_or_nothing(name):
    found = gazetteer().lookup(name)
    assert not found or found[0].place_id in {"gn:703448", "gn:706483", "gn:698740"}


@pytest.mark.parametrize(
    ("text", "language", "words", "place_id"),
    [
        pytest.param("Two died in Ky\u200biv.", "en", "Ky\u200biv", "gn:703448", id="zero width"),
        pytest.param("Two died in Khar\u00adkiv.", "en", "Khar\u00adkiv", "gn:706483",
                     id="a soft hyphen of a copied page"),
        pytest.param("Two died in Kryvyi\nRih.", "en", "Kryvyi\nRih", "gn:703845",
                     id="a line breaks in the name"),
        pytest.param("У Кривому\nРозі загинули двоє.", "uk", "Кривому\nРозі", "gn:703845",
                     id="and in an inflected one"),
        pytest.param(unicodedata.normalize("NFD", "Вибухи у місті Київ."), "uk",
                     unicodedata.normalize("NFD", "Київ"), "gn:703448", id="a text not composed"),
        pytest.param("📍Kyiv: two died.", "en", "Kyiv", "gn:703448", id="beside an emoji"),
        pytest.param("Two died in \u202bKyiv\u202c.", "en", "Kyiv", "gn:703448", id="in RTL marks"),
    ],
)  # fmt: skip
def test_what_is_unseen_hides_no_name(text, language, words, place_id):
    found = {m.text: m for m in toponyms().find(text, language=language)}
    assert found[words].place.place_id == place_id


@pytest.mark.parametrize(("text", "words"), [("Two died in Yugoslavia.", "Yugoslavia"),
                                              ("Two died in the USSR.", "USSR")])  # fmt: skip
def test_a_country_that_is_no_more_keeps_its_name_until_a_person_chooses(text, words):
    (mention,) = toponyms().find(text, language="en")
    place = undecided(mention)
    assert (place.name, place.placed, place.country) == (words, False, None)


def test_a_pole_is_a_pole_and_no_town_of_alaska():
    assert abs(geocoder().geocode("North Pole").latitude) > 89
    assert geocoder().geocode("North Pole", country_codes="us").raw["adm1"] == "US-AK"
    assert geocoder().geocode("Південний полюс").latitude < -89


@pytest.mark.parametrize("name", ["😀 Kyiv", "Kyiv 🔥", "🇺🇦Kyiv"])
def test_an_emoji_is_no_part_of_a_name(name):
    assert gazetteer().lookup(name)[0].place_id == "gn:703448"
    assert gazetteer().lookup("Ky😀iv") == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A bomb went off in Yugoslavia.", "en"),
        ("Two died in the Soviet Union in 1986.", "en"),
        ("Two died in the USSR.", "en"),
        ("Shells hit a town in Czechoslovakia.", "en"),
        ("В Югославии погибли двое.", "ru"),
        ("Взрыв в СССР.", "ru"),
        ("У СРСР стався вибух.", "uk"),
        ("A drone fell at the North Pole.", "en"),
    ],
)
def test_a_country_that_is_no_more_and_a_pole_are_no_confident_point(text, language):
    assert confident(toponyms().find(text, language=language)) == []


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(0.0, -30.0), (-60.0, 100.0), (90.0, 0.0), (-90.0, 180.0), (89.9, -180.0)],
    ids=["mid Atlantic", "southern ocean", "north pole", "south pole", "near the pole"],
)
def test_the_sea_and_the_poles_are_in_no_town_and_no_unit(lat, lon):
    assert geocoder().reverse((lat, lon)) is None
    assert load_boundaries().unit_at(lat, lon) is None or lat == -90.0


def test_the_antimeridian_has_two_sides_and_one_town():
    west = gazetteer().near(-16.43, 179.999, radius_km=90)
    east = gazetteer().near(-16.43, -179.999, radius_km=90)
    assert west[0].country == "FJ"
    assert west[0].place_id == east[0].place_id


@pytest.mark.parametrize("point", [None, "north", (91.5,), (math.nan, 0.0), (math.inf, 1.0), {}])
def test_what_is_no_point_is_said_to_be_none(point):
    with pytest.raises(GeocoderQueryError):
        geocoder().reverse(point)


@pytest.mark.parametrize("query", [None, 7, b"Kyiv", ["Kyiv"]])
def test_what_is_no_name_is_said_to_be_none(query):
    with pytest.raises(GeocoderQueryError):
        geocoder().geocode(query)


@settings(max_examples=150, deadline=None)
@given(name=ODD)
def test_any_name_is_looked_up(name):
    found = gazetteer().lookup(name)
    assert all(p.placed and p.place_id for p in found)
    located = geocoder().geocode(name, exactly_one=False, limit=3)
    assert located is None or 1 <= len(located) <= 3
    assert all(p.placed for p in gazetteer().suggest(name))


@settings(max_examples=100, deadline=None)
@given(text=st.one_of(ODD, WORDS), language=st.sampled_from(["en", "uk", "ru", "de"]))
def test_any_text_is_read_into_mentions_that_quote_it(text, language):
    found = toponyms().find(text, language=language)
    ends = [0]
    for mention in found:
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= ends[-1]
        ends.append(mention.end)
        assert len(mention.candidates) == len(mention.reasons)
        assert not mention.ambiguous or mention.candidates


@settings(max_examples=100, deadline=None)
@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180))
def test_any_point_has_at_most_near_towns(lat, lon):
    found = geocoder().reverse((lat, lon), exactly_one=False, limit=2)
    assert found is None or all(p.raw["distance_km"] <= 50 for p in found)
    unit = load_boundaries().unit_at(lat, lon)
    assert unit is None or unit[2] == "-"
