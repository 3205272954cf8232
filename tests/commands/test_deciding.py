"""Questions, merges and splits on the command line, in a home of its own."""

from __future__ import annotations

import json


def reviewed(run):
    return json.loads(run("review", "--json").stdout)


def test_questions_are_listed_and_decided(run):
    found = reviewed(run)
    assert {i["kind"] for i in found} == {"unplaced"}
    first = found[0]["id"]
    done = run("review", first, "keep", "--reason", "not named anywhere", "--author", "ann")
    assert done.returncode == 0, done.stderr
    assert "not named anywhere" in done.stderr
    left = {i["id"] for i in reviewed(run)}
    assert left == {i["id"] for i in found} - {first}
    assert "--claim is missing" in run("review", found[1]["id"], "choose").stderr


def test_two_records_are_shown_and_merged(run):
    two = [i["incident"] for i in reviewed(run)][:2]
    seen = json.loads(run("merge", *two, "--dry-run", "--json").stdout)
    assert (seen["revision"], seen["before"]["incidents"], seen["after"]["incidents"]) == (
        None,
        2,
        1,
    )
    done = json.loads(run("merge", *two, "--reason", "one region", "--json").stdout)
    assert done["revision"] > 1
    done = run("split", two[0], "clm_none", "--dry-run")
    assert done.returncode == 1
    assert "choose among its own" in done.stderr


def test_reports_joined_with_a_low_score_are_taken_apart(run, tmp_path):
    for number, (text, day) in enumerate((
        ("A drone strike on Lviv on 1 March 2025 killed three people.", "2025-03-01"),
        ("Three people were killed in a drone strike on Lviv, the mayor said.", "2025-03-02"),
    )):  # fmt: skip
        path = tmp_path / f"{number}.txt"
        path.write_text(text, "utf-8")
        done = run("add", str(path), "--publisher", "Desk", "--published", day, "--country", "UA")
        assert done.returncode == 0, done.stderr
    (asked,) = [i for i in reviewed(run) if i["kind"] == "reports joined with a low score"]
    assert [(t["date"], t["date_basis"]) for t in asked["tellings"]] == [
        ("2025-03-01", "stated"),
        ("2025-03-02", "publication"),
    ]
    assert 0.6 <= asked["score"] < 0.85
    done = run("review", asked["id"], "reject")
    assert done.returncode == 0, done.stderr
    assert "another attack" in done.stderr
    assert asked["id"] not in {i["id"] for i in reviewed(run)}
