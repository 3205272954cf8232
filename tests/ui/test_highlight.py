import html
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from incidents.ui.highlight import Span, legend, marked, quoted, segments, sentence

TEXT = "Quiet. At least 12 people were killed in Kyiv. Later, 3 more."


def stripped(made):
    return re.sub(r"<[^>]+>", "", made.text)


def spans(length):
    pair = st.tuples(st.integers(0, length + 5), st.integers(0, length + 5))
    return st.lists(pair.map(lambda p: Span(min(p), max(p), "figure")), max_size=8)


@given(
    st.text(alphabet="ab <>&\"'\n", max_size=40).flatmap(
        lambda t: st.tuples(st.just(t), spans(len(t)))
    )
)
def test_marking_changes_no_letter(case):
    text, found = case
    assert html.unescape(stripped(marked(text, found))) == text


@given(spans(40))
def test_segments_never_overlap(found):
    cut = segments(found, 40)
    assert all(a.end <= b.start for a, b in pairwise(cut))
    assert all(0 <= s.start < s.end <= 40 for s in cut)


def test_a_place_within_a_figure_is_drawn_too():
    cut = segments([Span(0, 20, "figure"), Span(5, 9, "place")], 30)
    assert [(s.start, s.end, s.kind) for s in cut] == [
        (0, 5, "figure"),
        (5, 9, "place"),
        (9, 20, "figure"),
    ]


def test_a_quote_is_shown_in_its_sentence():
    start = TEXT.index("12 people")
    left, right = sentence(TEXT, start, start + 9)
    assert TEXT[left:right] == "At least 12 people were killed in Kyiv."
    made = quoted(TEXT, start, start + 9).text
    assert '<mark class="hl hl-figure" title="">12 people</mark>' in made
    assert "Later" not in made


def test_a_quote_over_two_sentences_is_never_cut():
    left, right = sentence(TEXT, 0, len(TEXT))
    assert TEXT[left:right] == TEXT


def test_legend_names_every_kind():
    assert legend().text.count('class="hl hl-') == 4
