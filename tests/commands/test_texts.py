"""Bad input on the command line: one message with its cure, and nothing is written."""

import json
from datetime import date, datetime
from pathlib import Path

import click
import pytest

from incidents.commands.texts import UNNAMED, About, Published, find_texts, load_report
from incidents.errors import BadReport
from incidents.pipeline import LONGEST_BYTES

DAY = About(published=date(2025, 4, 24))
TODAY = date(2026, 11, 26)

BAD = [
    pytest.param(b"", "text is empty", id="empty"),
    pytest.param(b" \n\t\n", "text is empty", id="blank"),
    pytest.param(b"word " * 1_000_000, f"longer than {LONGEST_BYTES:,} bytes", id="5 MB"),
    pytest.param(b"%PDF-1.7\n\x00\x01\x02", "binary", id="binary"),
    pytest.param(b"\xd0\xd0\xd0", "not UTF-8", id="other encoding"),
    pytest.param(
        b"<!doctype html><html><body><p>Two people were killed.</p></body></html>",
        "HTML",
        id="html",
    ),
]


@pytest.mark.parametrize(("content", "words"), BAD)
def test_what_is_no_report_is_refused_with_the_name_of_the_file(tmp_path, content, words):
    file = tmp_path / "bad.txt"
    file.write_bytes(content)
    with pytest.raises(BadReport, match=words) as caught:
        load_report(file, DAY, TODAY)
    assert str(caught.value).startswith(str(file))
    assert "; " in str(caught.value), "the cure follows"


@pytest.mark.parametrize("command", ["extract", "add"])
@pytest.mark.parametrize(("content", "words"), [BAD[0], BAD[2], BAD[3], BAD[5]])
def test_the_command_ends_with_status_1_and_writes_no_data(run, tmp_path, command, content, words):
    file = tmp_path / "bad.txt"
    file.write_bytes(content)
    done = run(command, file, "--published", "2025-04-24")
    assert done.returncode == 1
    assert done.stdout == ""
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there(run, tmp_path):
    done = run("extract", tmp_path / "none.txt", "--published", "2025-04-24")
    assert done.returncode == 1
    assert "No such file" in done.stderr


def test_a_report_without_its_day_is_not_given_one(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Two people were killed in Kyiv.")
    with pytest.raises(BadReport, match="--published"):
        load_report(file, About(), TODAY)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        pytest.param("2025-04-24\n", date(2025, 4, 24), id="a line of its own"),
        pytest.param("Kyiv, 24 April 2025. ", date(2025, 4, 24), id="a dateline"),
        pytest.param("2027-01-01\n", None, id="a day that has not come"),
        pytest.param("On 24 April 2025 it rained; ", None, id="a day of the sentence"),
    ],
)
def test_the_day_at_the_head_is_taken_where_none_is_given(tmp_path, head, day):
    file = tmp_path / "a.txt"
    file.write_text(f"{head}Two people were killed in Kyiv overnight.")
    assert load_report(file, DAY, TODAY).note is None
    if day is None:
        with pytest.raises(BadReport, match="No day stands at the head"):
            load_report(file, About(), TODAY)
        return
    loaded = load_report(file, About(), TODAY)
    assert loaded.report.published == day
    assert "24 April 2025 is taken, the day at the text's head" in loaded.note


def test_both_commands_tell_of_the_day_they_took(run, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Lviv, 1 March 2025. Two people were killed in Lviv overnight.")
    read = run("extract", file, "--json")
    assert any("1 March 2025 is taken" in n for n in json.loads(read.stdout)["notes"])
    done = run("add", file, "--publisher", "Desk", "--json")
    assert "Note: No day of publication was given: 1 March 2025 is taken" in done.stderr
    (added,) = json.loads(done.stdout)["added"]
    assert added["published"] == "2025-03-01"
    assert "give --published if it is another" in added["note"]


def test_what_lies_beside_a_text_speaks_for_it(tmp_path):
    (tmp_path / "a.txt").write_text("Two people were killed.")
    (tmp_path / "a.toml").write_text(
        'publisher = "Babel"\npublished = 2025-04-24\nurl = "https://example.org/a"\n'
        'language = "en"\n'
    )
    report = load_report(tmp_path / "a.txt", About(), TODAY).report
    assert (report.publisher, report.published) == ("Babel", date(2025, 4, 24))
    assert (report.url, report.language) == ("https://example.org/a", "en")


def test_the_command_line_goes_first(tmp_path):
    (tmp_path / "a.txt").write_text("Two people were killed.")
    (tmp_path / "a.toml").write_text('publisher = "Babel"\npublished = 2025-04-24\n')
    said = About(publisher="Our desk", published=datetime.fromisoformat("2025-04-25T09:30"))
    report = load_report(tmp_path / "a.txt", said, TODAY).report
    assert (report.publisher, report.published) == (
        "Our desk",
        datetime.fromisoformat("2025-04-25T09:30"),
    )


@pytest.mark.parametrize("content", ["publisher = ", "\x00"])
def test_a_bad_description_is_named(tmp_path, content):
    (tmp_path / "a.txt").write_text("Two people were killed.")
    (tmp_path / "a.toml").write_text(content)
    with pytest.raises(BadReport, match=r"a\.toml"):
        load_report(tmp_path / "a.txt", DAY, TODAY)


def test_an_unnamed_publisher_says_so(tmp_path):
    (tmp_path / "a.txt").write_text("Two people were killed.")
    assert load_report(tmp_path / "a.txt", DAY, TODAY).report.publisher == UNNAMED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2025-04-24", date(2025, 4, 24), id="day"),
        pytest.param(
            "2025-04-24T09:30", datetime.fromisoformat("2025-04-24T09:30"), id="wall time"
        ),
        pytest.param("24.04.2025", None, id="another order"),
        pytest.param("2025-02-30", None, id="no such day"),
        pytest.param("2025-04-24T09:30+03:00", None, id="an offset"),
        pytest.param("today", None, id="a word"),
    ],
)
def test_published(text, expected):
    if expected is None:
        with pytest.raises(click.BadParameter):
            Published().convert(text, None, None)
    else:
        assert Published().convert(text, None, None) == expected


def test_a_folder_is_its_texts_in_order(tmp_path):
    for name in ("b.txt", "a.txt", "a.toml"):
        (tmp_path / name).write_text("x")
    found = find_texts((tmp_path, Path("-")))
    assert [p.name for p in found] == ["a.txt", "b.txt", "-"]


def test_a_folder_without_texts_is_said(tmp_path):
    with pytest.raises(BadReport, match=r"no \.txt"):
        find_texts((tmp_path,))


def test_settings_beside_a_report_are_not_read_as_one(run, tmp_path):
    beside = tmp_path / "night.toml"
    beside.write_text('title = "12 people were killed in Kyiv"', encoding="utf-8")
    done = run("add", beside, "--published", "2025-04-24", "--publisher", "P")
    assert done.returncode == 1
    assert "name the .txt file" in done.stderr
