"""What is written about the product is true, and the tree keeps its own rules."""

import ast
import re
import subprocess
from pathlib import Path

import click
import pytest

from tests.pages import PAGE, commands, page

ROOT = Path(__file__).resolve().parents[1]
TEXT_SUFFIXES = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".cfg",
    ".json",
    ".yml",
    ".yaml",
    ".css",
    ".csv",
    ".lock",
    ".html",
    ".js",
    "",
}
LARGEST_READ = 3_000_000


def tracked():
    """Files git knows; outside a checkout, files that look like ours."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]
    folders = ("incidents", "tests", "docs", "data", "scripts", ".ci", ".streamlit")
    inside = [p for f in folders for p in (ROOT / f).rglob("*") if p.is_file()]
    return [p for p in (*ROOT.iterdir(), *inside) if p.is_file() and "__pycache__" not in p.parts]


def texts():
    """Tracked text files with what they say."""
    for path in tracked():
        if path.suffix in TEXT_SUFFIXES and path.stat().st_size < LARGEST_READ:
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8", errors="replace")


@pytest.mark.parametrize("name", commands())
def test_every_command_says_what_it_does(name):
    command = commands()[name]
    assert command.help, f"{name} has no help"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[-1]} has no help"


def test_the_page_of_commands_is_what_help_says():
    assert PAGE.read_text("utf-8") == page(), "run: python -m tests.pages"


COMMAND = re.compile(r"`?\bincidents ((?:[a-z]+)(?: [a-z]+)?)")


def spoken_of(text):
    """Commands that a text's code spans and code blocks name."""
    code = re.findall(r"```.*?```|`[^`\n]+`", text, flags=re.DOTALL)
    return {m.group(1) for c in code for m in COMMAND.finditer(c) if "python" not in c[: m.start()]}


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/hosting.md"]
)
def test_commands_that_the_pages_name_exist(name):
    known = set(commands())
    for words in spoken_of((ROOT / name).read_text("utf-8")):
        first = words.split()[0]
        assert f"incidents {first}" in known, f"{name} names `incidents {first}`"


def test_links_between_pages_lead_somewhere():
    for name, text in texts():
        if not name.endswith(".md"):
            continue
        prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)", prose):
            if "://" not in target and not target.startswith("mailto:"):
                assert ((ROOT / name).parent / target).exists(), f"{name} links to {target}"


#: What must never be in the tree; each is written so that it does not match itself.
FORBIDDEN = {
    "a path of one machine": r"(?<![\w.])/(?:home|Users|work|root)/[A-Za-z0-9._-]+",
    "a registry of one network": r"https?://[^\s\"')]*(?:simple/|:8081|artifactory|nexus)",
    "an index of packages": r"--(?:extra-)?index-url\s+\S",
    "a private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY",
    "an access key": r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|sk-[A-Za-z0-9]{32,})\b",
}


def found_in(text):
    return {what for what, pattern in FORBIDDEN.items() if re.search(pattern, text)}


def test_nothing_private_is_in_the_tree():
    for name, text in texts():
        assert not found_in(text), f"{name} holds {found_in(text)}"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param("see /" + "home/ann/data", "a path of one machine", id="path"),
        pytest.param(
            "https://host.example/" + "simple/", "a registry of one network", id="registry"
        ),
        pytest.param("--index" + "-url https://x", "an index of packages", id="index"),
        pytest.param("-----BEGIN RSA PRIV" + "ATE KEY-----", "a private key", id="key"),
        pytest.param("AKIA" + "ABCDEFGHIJKLMNOP", "an access key", id="access key"),
    ],
)
def test_the_search_for_private_things_finds_them(text, what):
    assert found_in(text) == {what}


def lines_of(path):
    return len(path.read_text("utf-8").splitlines())


def modules():
    return sorted((ROOT / "incidents").rglob("*.py"))


#: Longer than the rule and waiting to be divided: each may only shrink, none may be added.
LONG_MODULES = {
    "files/codebooks.py": 400,
    "files/codes.py": 320,
    "store/rows.py": 360,
    "store/schema.py": 330,
}
THICK_VIEWS = 100
#: Views that are over it and wait to be divided; none may grow.
THICK_FOR_NOW: dict[str, int] = {}


def test_modules_are_small():
    sizes = {p.relative_to(ROOT / "incidents").as_posix(): lines_of(p) for p in modules()}
    long = {name: n for name, n in sizes.items() if n > LONG_MODULES.get(name, 300)}
    assert not long, long


def test_the_entry_and_the_views_are_thin():
    assert lines_of(ROOT / "app.py") <= 60
    views = (ROOT / "incidents" / "ui" / "views").glob("*.py")
    thick = {
        p.name: lines_of(p) for p in views if lines_of(p) > THICK_FOR_NOW.get(p.name, THICK_VIEWS)
    }
    assert not thick, thick


def test_every_module_says_its_purpose():
    silent = [p.name for p in modules() if not ast.get_docstring(ast.parse(p.read_text("utf-8")))]
    assert not silent


def test_files_of_licence_and_history_are_there():
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")
    assert "CC BY 4.0" in (ROOT / "data" / "LICENSE").read_text("utf-8")
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text("utf-8")
