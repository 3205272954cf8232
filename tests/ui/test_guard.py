"""No view hands words from outside to Markdown or HTML unescaped; and the guard can fail."""

import ast
from pathlib import Path

import pytest

from incidents.ui import cache

UI = Path(cache.__file__).parent
#: Streamlit calls whose first argument (or label) is read as Markdown or HTML.
READS_MARKUP = {
    "markdown", "caption", "error", "warning", "info", "success", "title", "header", "subheader",
    "metric", "button", "checkbox", "expander", "popover", "html", "table", "write", "radio",
    "toggle", "link_button", "download_button", "number_input", "text_input", "selectbox",
    "multiselect", "date_input", "text_area", "form_submit_button", "segmented_control",
}  # fmt: skip
#: Calls that give back escaped words; `safe` and what is built with it.
SAFE = {"markdown", "fill", "join", "map_legend", "legend", "marked", "quoted", "card", "head",
        "changes_table", "preview_table", "toll_table", "disagreement_cards",
        "licences", "summary", "listed"}  # fmt: skip
#: Names bound to words or numbers of our own.
OWN = {"READING", "HIDDEN", "empty", "said", "say", "fresh", "HERE"}


def findings(source):
    found = []
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        reads = node.func.attr in READS_MARKUP and node.args and streamlit_call(node.func.value)
        if reads and not escaped(node.args[0]):
            found.append(f"line {node.lineno}: {ast.unparse(node)[:80]}")
    return found


def streamlit_call(owner):
    return (isinstance(owner, ast.Name) and owner.id in {"st", "left", "right", "middle"}) or (
        ast.unparse(owner) == "st.sidebar"
    )


def escaped(value):  # noqa: PLR0911 - one line for each kind of expression
    """Whether an expression holds only our own words, numbers, or what was escaped."""
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.JoinedStr):
        return all(escaped(part) for part in value.values)
    if isinstance(value, ast.FormattedValue):
        return escaped(value.value)
    if isinstance(value, ast.IfExp):
        return escaped(value.body) and escaped(value.orelse)
    if isinstance(value, ast.Attribute):
        return value.attr in {"text", "number", "rows_accepted"} and (
            value.attr != "text" or (isinstance(value.value, ast.Call) and escaped(value.value))
        )
    if isinstance(value, ast.BinOp):
        return (
            True
            if isinstance(value.op, ast.Sub | ast.Div)
            else (escaped(value.left) and escaped(value.right))
        )
    if isinstance(value, ast.Call):
        name = value.func.attr if isinstance(value.func, ast.Attribute) else value.func.id
        return name in SAFE | {"len", "number", "widen", "replace"}
    if isinstance(value, ast.Subscript):
        return isinstance(value.value, ast.Name) and value.value.id == "_LABELS"
    return isinstance(value, ast.Name) and value.id in OWN | {"pages", "nth"}


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda p: p.stem)
def test_no_view_shows_data_as_markup(path):
    assert findings(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("st.markdown(report.title)", id="a field"),
        pytest.param("st.error(str(problem))", id="an error's words"),
        pytest.param('st.caption(f"by {name}")', id="within a sentence"),
        pytest.param("st.metric(place, 3)", id="a label"),
        pytest.param("st.html('<b>' + text + '</b>')", id="raw markup"),
        pytest.param("left.button(row.label)", id="a button in a column"),
    ],
)
def test_the_guard_can_fail(source):
    assert findings(source)


@pytest.mark.parametrize("path", sorted((UI / "views").glob("*.py")), ids=lambda p: p.stem)
def test_functions_of_views_are_short(path):
    long = [
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 40
    ]
    assert long == []


def test_every_cache_is_in_one_module_and_bounded():
    for path in UI.rglob("*.py"):
        decorators = [
            ast.unparse(d)
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.FunctionDef)
            for d in node.decorator_list
        ]
        caches = [d for d in decorators if "cache_" in d]
        assert not caches or path.name == "cache.py"
        assert all("max_entries=" in d for d in caches)
