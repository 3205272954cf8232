"""The day a report gives to its attack, told apart from the days it gives to everything else."""

from datetime import date

import pytest

from incidents.extract import GrammarExtractor
from incidents.model import Report

PUBLISHED = date(2015, 10, 9)  # a Friday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A bomb killed five people last Friday.", date(2015, 10, 2)),
        ("A bomb killed five people on Friday.", date(2015, 10, 9)),
        ("Two dead after attack\n\nKABUL, Oct 9 - A bomb killed two people on Tuesday.",
         date(2015, 10, 6)),
        ("The country mourned on Thursday the five people killed when a bomb exploded on Monday.",
         date(2015, 10, 5)),
        ("Police were hunting last night those whose bomb killed five people on Wednesday.",
         date(2015, 10, 7)),
        ("On Thursday officials had spoken of 12 deaths. Gunmen killed 15 people on Tuesday.",
         date(2015, 10, 6)),
        ("Funerals were held on Thursday for the nine people killed by gunmen the day before.",
         date(2015, 10, 7)),
        ("Police on Thursday named the man who killed six people in an attack on Wednesday.",
         date(2015, 10, 7)),
        ("Gunmen killed nine people two days ago.", date(2015, 10, 7)),
        ("The day before the vote, on Wednesday, gunmen killed nine people.", date(2015, 10, 7)),
        ("Gunmen stormed a school the previous night, killing nine people.", date(2015, 10, 8)),
    ],
    ids=["last-same-weekday", "same-weekday", "dateline-below-headline", "mourning", "hunting",
         "day-of-telling", "day-before", "naming", "days-ago", "day-before-noun", "previous-night"],
)  # fmt: skip
def test_the_day_of_the_attack(text, day):
    report = Report(report_id="r", text=text, publisher="p", published=PUBLISHED, language="en")

    (incident,) = GrammarExtractor().extract(report, []).incidents

    assert incident.when.start == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Two people were killed in Kyiv yesterday", "en"),
        ("Двоє людей загинули у Києві вчора", "uk"),
        ("Двое погибли в Киеве позавчера", "ru"),
    ],
    ids=["en", "uk", "ru"],
)
def test_a_text_may_end_with_its_day_and_no_full_stop(text, language):
    report = Report(report_id="r", text=text, publisher="p", published=PUBLISHED, language=language)

    read = GrammarExtractor().extract(report, [])

    assert [c.estimate.best for c in read.claims] == [2]
