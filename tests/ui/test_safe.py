import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.ui.safe import Html, fill, html_text, join, link, markdown, web_address

NASTY = [
    pytest.param("![x](http://evil.example/a.png)", id="an image would call a foreign host"),
    pytest.param("[click](javascript:alert(1))", id="a script link"),
    pytest.param(":red[alarm] :material/bolt:", id="directives"),
    pytest.param("$x^2$ `code` **bold** <b>", id="maths, code, markup"),
    pytest.param("# heading\n- list", id="blocks"),
]


@pytest.mark.parametrize("value", NASTY)
def test_markdown_escapes_every_mark(value):
    escaped = markdown(value)
    assert "\n" not in escaped
    bare = [c for at, c in enumerate(escaped) if c in "![]()<>#*`$:_" and escaped[at - 1] != "\\"]
    assert bare == []


@given(st.text())
def test_markdown_only_adds_backslashes(value):
    rest = iter(markdown(value))
    unescaped = [next(rest) if char == "\\" else char for char in rest]
    assert "".join(unescaped) == " ".join(value.split())


@given(st.text())
def test_fill_never_lets_a_value_become_markup(value):
    made = fill('<b title="{v}">{v}</b>', v=value).text
    inner = made.removeprefix('<b title="').removesuffix("</b>")
    assert "<" not in inner
    assert inner.count('"') == 1
    assert inner.count(">") == 1


def test_fill_keeps_markup_made_here():
    assert fill("<p>{x}</p>", x=join([Html("<i>a</i>"), fill("{v}", v="<")])).text == (
        "<p><i>a</i>&lt;</p>"
    )


def test_none_is_nothing():
    assert html_text(None) == ""
    assert markdown(None) == ""


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        pytest.param("https://example.org/a?b=1", "https://example.org/a?b=1", id="https"),
        pytest.param(" http://example.org ", "http://example.org", id="spaces around"),
        pytest.param("javascript:alert(1)", None, id="script"),
        pytest.param("data:text/html,x", None, id="data"),
        pytest.param("//example.org", None, id="no scheme"),
        pytest.param("https://[bad", None, id="broken host"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="none"),
    ],
)
def test_web_address(given_, expected):
    assert web_address(given_) == expected


def test_link_shows_a_bad_address_as_text():
    assert link("javascript:<x>", "Read").text == "<span>javascript:&lt;x&gt;</span>"
    assert 'rel="noopener noreferrer nofollow"' in link("https://example.org", "Read").text
