"""A sentence said again is moved and not read again: the same figures, further on."""

from datetime import date

import pytest

from incidents.extract import GrammarExtractor, said_before
from incidents.model import Report

SAID = {
    "en": "At least 3 people were killed and 14 wounded on 20 April. ",
    "uk": "Загинуло щонайменше 3 людини, ще 14 поранено 20 квітня. ",
    "ru": "Погибли не менее 3 человек, ещё 14 ранены 20 апреля. ",
}


def read(text, language):
    report = Report(report_id="r", text=text, publisher="P", published=date(2025, 4, 24),
                    language=language)  # fmt: skip
    return GrammarExtractor().extract(report, ())


@pytest.mark.parametrize("language", SAID)
def test_what_is_said_again_gives_the_same_figures_at_its_own_place(language):
    said = SAID[language]
    once, thrice = read(said, language).claims, read(said * 3, language).claims

    assert once
    assert [(c.measure, c.estimate) for c in thrice] == [(c.measure, c.estimate) for c in once] * 3
    assert [c.origin.start for c in thrice] == [
        c.origin.start + n * len(said) for n in range(3) for c in once
    ]


def test_words_said_before_are_not_read_again(monkeypatch):
    calls = []
    whole = said_before.read_sentence
    monkeypatch.setattr(said_before, "read_sentence", lambda *a: calls.append(a) or whole(*a))

    read(SAID["en"] * 20, "en")

    assert len(calls) <= 2  # the last one ends otherwise
