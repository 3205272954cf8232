"""The work of finding places grows with the text, counted in steps and not in seconds."""

import sys
from functools import cache

import pytest

from incidents.adapters.gazetteer import load_gazetteer
from incidents.geocode import TextToponyms

PIECES = ["Kharkiv, ", "Kharkiv and ", "Kharkiv Poltava Sumy Odesa ", "U.S. ", "Springfield, ",
          "Paris, Texas, ", "Sumy Oblast ", "Kyiv. ", "Kharkiv's Kyiv's ", "Нікопольський район ",
          "the school of Kharkiv ", "Харьковская, "]  # fmt: skip


@cache
def toponyms():
    return TextToponyms(load_gazetteer())


def steps(text, language):
    """Calls of Python functions while places are found: work without a clock."""
    count = 0

    def tick(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(tick)
    try:
        toponyms().find(text, language=language)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_names_are_about_twice_the_work(piece):
    language = "en" if piece.isascii() else "uk"
    steps(piece * 10, language)  # what is looked up once is known now
    short, long = (steps(piece * n, language) for n in (100, 200))

    assert long < 2.2 * short


def test_a_name_said_often_is_resolved_once():
    few, many = steps("Springfield, " * 20, "en"), steps("Springfield, " * 40, "en")

    assert many - few < 20 * 500
