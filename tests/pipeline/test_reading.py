"""What can be a report, what is said about a poor one, and where its words come from."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.errors import BadReport, UngroundedQuote
from incidents.model import DateBasis, Measure, Precision, Quote, Report, When
from incidents.pipeline import LONGEST_BYTES, new_report, read_report
from incidents.pipeline.grounding import Sentences
from incidents.pipeline.reading import guess_language, report_id_of
from tests.merge.build import KYIV, UKRAINE, UNNAMED, ZHYTOMYR, claim, incident
from tests.pipeline.doubles import MentionExtractor, WordToponyms

DAY = date(2025, 4, 24)
TEXT = "Kyiv was hit. Nine people died, e.g. in a house.\n\nZhytomyr region was hit too."


def report(text=TEXT, **more) -> Report:
    return new_report(text, publisher="Paper", published=DAY, **more)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "empty", id="empty"),
        pytest.param(" \n\t ", "empty", id="only space"),
        pytest.param("a" * 5_000_000, "5,000,000 bytes", id="5 MB"),
        pytest.param("є" * (LONGEST_BYTES // 2 + 1), "bytes long", id="bytes, not letters, count"),
        pytest.param(b"PK\x03\x04\x00\x00", "binary", id="a zip file"),
        pytest.param("nine\x00dead", "binary", id="a zero in pasted text"),
        pytest.param(b"\xff\xfeabc", "not UTF-8", id="another encoding"),
        pytest.param("\ud800", "U\\+D800", id="half a character"),
        pytest.param(
            "<!DOCTYPE html><html><body><p>Nine dead</p></body></html>", "HTML", id="a web page"
        ),
        pytest.param('<?xml version="1.0"?><r/>', "HTML", id="XML"),
    ],
)
def test_what_cannot_be_a_report_is_refused_with_a_cure(text, message):
    with pytest.raises(BadReport, match=message) as caught:
        report(text)
    assert ";" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("More than 5 < 9, said <b>nobody</b>.", id="a stray tag is no web page"),
        pytest.param("Nine dead.\r\nMore soon.", id="line ends of another system"),
        pytest.param("\ufeffNine dead.".encode(), id="a byte order mark"),
    ],
)
def test_odd_texts_are_taken(text):
    assert "n" in report(text).text


def test_a_report_needs_a_publisher():
    with pytest.raises(BadReport, match="publisher"):
        new_report(TEXT, publisher=" ", published=DAY)


def test_the_same_words_get_the_same_id():
    assert report("Nine  dead.\r\n").report_id == report("Nine dead.").report_id
    assert report_id_of("Nine dead.") != report_id_of("Ten dead.")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("Nine people died", "en", id="English"),
        pytest.param("Загинули дев'ять людей, є поранені", "uk", id="Ukrainian"),
        pytest.param("Погибли девять человек, были раненые", "ru", id="Russian"),
        pytest.param("12345", "en", id="no letters"),
    ],
)
def test_language_by_script_and_letters(text, language):
    assert guess_language(text) == language


TOPONYMS = WordToponyms({"Kyiv": KYIV, "Zhytomyr": ZHYTOMYR})


def reader(*incidents, claims=()):
    return MentionExtractor(incidents, claims)


def deaths(text="Nine", start=14):
    quote = Quote(report_id="x", start=start, end=start + len(text), text=text)
    return claim("c", 9, of="k", origin=quote)


def test_every_incident_gets_the_sentence_that_speaks_of_it():
    found = read_report(
        report(), TOPONYMS, reader(incident("k"), incident("z", ZHYTOMYR), claims=[deaths()])
    )
    quotes = {i.incident_id: [q.text for q in i.quotes] for i in found.incidents}
    assert quotes == {
        "k": ["Kyiv was hit.", "Nine people died, e.g. in a house."],
        "z": ["Zhytomyr region was hit too."],
    }
    found.check()


@pytest.mark.parametrize(
    ("names", "country"),
    [
        pytest.param({"Kyiv": UKRAINE}, "UA", id="the country it names"),
        pytest.param({"Kyiv": KYIV}, None, id="a city is no country"),
        pytest.param(
            {"Kyiv": UKRAINE, "Nine": replace(UKRAINE, country="PL")}, None, id="of two, none"
        ),
    ],
)
def test_a_total_for_a_country_knows_which(names, country):
    wave = replace(UNNAMED, country=None, expected=Precision.COUNTRY)
    words = "In Kyiv Nine died."
    quote = Quote(report_id="x", start=0, end=len(words), text=words)
    told = reader(incident("w", wave, quotes=(quote,)))
    found = read_report(report(words), WordToponyms(names), told)
    assert found.incidents[0].place.country == country


def test_an_incident_nobody_names_keeps_no_quote():
    found = read_report(report(), TOPONYMS, reader(incident("u", UNNAMED)))
    assert found.incidents[0].quotes == ()


REGIONS = "Kyiv: 13 sites.\nNine died. Seven other regions, including Zhytomyr, were hit."


def test_unnamed_sites_and_regions_rest_on_the_sentence_that_counts_them():
    words = Quote(report_id="x", start=6, end=14, text="13 sites")
    sites = claim("c", 13, of="k", measure=Measure.SITES, origin=words)
    told = reader(
        incident("k"),
        incident("s", parent_id="k", placeholder=True),
        incident("u", UNNAMED),
        claims=[sites],
    )
    found = read_report(report(REGIONS), TOPONYMS, told)
    quotes = {i.incident_id: i.quotes[0].text for i in found.incidents}
    assert quotes["s"] == "Kyiv: 13 sites."
    assert quotes["u"] == "Seven other regions, including Zhytomyr, were hit."


def test_a_quote_that_the_extractor_made_up_is_refused():
    wrong = reader(incident("k"), claims=[deaths("Nile")])
    with pytest.raises(UngroundedQuote):
        read_report(report(), TOPONYMS, wrong)


@pytest.mark.parametrize(
    ("text", "language", "extractor", "note"),
    [
        pytest.param(TEXT, "uk", reader(), "does not look like 'uk'", id="wrong language"),
        pytest.param(
            "攻撃で九人が死亡した", "en", reader(), "English, Ukrainian and Russian", id="Japanese"
        ),
        pytest.param(TEXT, "en", reader(), "No figure was found", id="no figures"),
        pytest.param("Nine died.", "en", reader(), "No known place", id="no place"),
        pytest.param(
            TEXT,
            "en",
            reader(incident("k", when=When(start=DAY, date_prec=2, basis=DateBasis.PUBLICATION))),
            "no date of the event",
            id="no date",
        ),
    ],
)
def test_what_is_missing_is_said(text, language, extractor, note):
    found = read_report(report(text, language=language), TOPONYMS, extractor)
    assert any(note in n for n in found.notes)


def test_a_good_report_has_no_notes():
    found = read_report(report(), TOPONYMS, reader(incident("k"), claims=[deaths()]))
    assert found.notes == ()


def test_the_text_is_checked_again_when_it_is_read():
    wrong = replace(report(), text="a\x00b")
    with pytest.raises(BadReport):
        read_report(wrong, TOPONYMS, reader())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param("Kyiv", "Kyiv was hit.", id="the first"),
        pytest.param("house", "Nine people died, e.g. in a house.", id="an abbreviation inside"),
        pytest.param("too", "Zhytomyr region was hit too.", id="the last"),
    ],
)
def test_sentences(words, sentence):
    start = TEXT.index(words)
    quote = Sentences.of(report()).around(start, start + len(words))
    assert quote.text == sentence
    quote.check(TEXT)


def test_a_long_text_with_many_places_is_read_in_good_time():
    words = "Kyiv was hit. Nine people died there. " * 20_000
    incidents = [incident(f"i{n}") for n in range(3_000)]
    began = time.perf_counter()
    found = read_report(report(words), TOPONYMS, reader(*incidents))
    assert time.perf_counter() - began < 5
    assert all(i.quotes for i in found.incidents)


@pytest.mark.parametrize(
    ("head", "warned"),
    [
        pytest.param("Kyiv, 24 April 2024. ", True, id="a year before it is said to be published"),
        pytest.param("Kyiv, 23 April 2025. ", False, id="the day before"),
        pytest.param("", False, id="no head"),
    ],
)
def test_a_head_of_another_day_than_the_publication_is_told(head, warned):
    found = read_report(report(head + TEXT), TOPONYMS, reader(incident("i")))
    assert any("is headed 2024-04-24" in note for note in found.notes) == warned


def test_the_space_between_two_sentences_belongs_to_the_first():
    told = report("x?????????\n \ny")
    assert Sentences.of(told).around(11, 12).text == "x?????????"


@given(st.text(alphabet="Aa. \n?!”", min_size=1, max_size=60), st.data())
def test_a_sentence_holds_what_it_was_asked_for(text, data):
    words = f"x{text}y"
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    told = report(words)
    quote = Sentences.of(told).around(start, end)
    quote.check(told.text)
    inside = words[start:end].strip()
    assert inside in quote.text
