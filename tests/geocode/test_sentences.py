"""Our own sentences with placed names: no wrong confident point, and the judge can fail."""

from functools import cache
from pathlib import Path

import pytest

from incidents.adapters.gazetteer import load_gazetteer
from incidents.geocode import TextToponyms
from tests.bench.sentences import judge, read_sentences

FOLDER = Path(__file__).parents[1] / "golden" / "places"
TABLES = ("news.tsv", "fresh.tsv", "phrases.tsv")
SENTENCES = [s for name in TABLES for s in read_sentences(FOLDER / name)]
WRONG = {"elsewhere", "finer", "false"}


@cache
def toponyms() -> TextToponyms:
    return TextToponyms(load_gazetteer())


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: s.text[:40])
def test_no_wrong_confident_point(sentence):
    found = toponyms().find(sentence.text, language=sentence.language)
    assert [v for v in judge(sentence, found) if v.outcome in WRONG] == []


def test_most_names_are_right():
    verdicts = [
        v.outcome for s in SENTENCES for v in judge(s, toponyms().find(s.text, language=s.language))
    ]
    assert verdicts.count("right") >= 0.92 * len(verdicts)


def test_the_judge_tells_a_wrong_place_from_a_right_one():
    here = next(s for s in SENTENCES if "Lviv" in s.text)
    shifted = next(s for s in SENTENCES if "Beirut" in s.text)
    found = toponyms().find(here.text, language=here.language)
    assert {v.outcome for v in judge(here, found)} == {"right"}
    assert WRONG | {"missed"} >= {v.outcome for v in judge(shifted, found)} != {"right"}
