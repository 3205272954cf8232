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
