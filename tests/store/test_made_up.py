"""Made-up data keeps the ledger's rules, is saved once, and adds up as the reference says."""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from incidents.errors import Cancelled, StoreError
from incidents.merge import Snapshot
from incidents.query import Filter, Viewer
from incidents.store import Mirror, schema
from incidents.store.made_up import save_made_up
from incidents.store.synthetic import generate
from incidents.summary import tolls

AT = datetime(2026, 1, 1, tzinfo=UTC)
OWNER = Viewer()


def saved(ledger, count=400, **more):
    return save_made_up(ledger, count, author="ana", at=AT, **more)


def test_every_row_keeps_the_rules(sqlite_ledger, tmp_path):
    """The rules are not checked while the rows are written: `integrity_check` does it here."""
    revision, new = saved(sqlite_ledger)
    assert (revision.number, new) == (1, True)
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        assert raw.execute("SELECT count(*) FROM incident").fetchone() == (400,)


def test_afterwards_the_rules_hold_again(sqlite_ledger):
    saved(sqlite_ledger, 10)
    row = {"import_id": "x", "file_name": "", "dataset_id": "", "at": "", "author": "",
           "rows_read": 1, "rows_kept": 2, "rows_refused": 0, "revision": 1}  # fmt: skip
    with pytest.raises(StoreError, match="rules"), sqlite_ledger.writing() as connection:
        connection.execute(sa.insert(schema.import_), row)


def test_twice_is_once(sqlite_ledger):
    saved(sqlite_ledger)
    revision, new = saved(sqlite_ledger)
    assert (revision.number, new) == (1, False)


def test_stopping_saves_nothing(sqlite_ledger):
    def stop(*_):
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        saved(sqlite_ledger, progress=stop)
    assert sqlite_ledger.revision() == 0


def test_the_shape_is_plausible():
    rows = list(generate(2_000))
    known = Counter(i.place.precision.value for i, _ in rows)
    assert known["settlement"] > known["adm1"] > known["country"] > 0
    assert min(known["unknown"], known["site"]) > 0
    assert any(i.parent_id for i, _ in rows)
    assert any(i.placeholder for i, _ in rows)
    counts = sorted(c.estimate.best or 0 for _, claims in rows for c in claims)
    assert counts[len(counts) // 2] <= 3
    assert counts[-1] > 50


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(Filter(), id="whole trees"),
        pytest.param(Filter(precisions=("site",)), id="trees cut by precision"),
        pytest.param(
            Filter(as_of=datetime(2022, 1, 1)),  # noqa: DTZ001 - wall time
            id="as of a time",
        ),
        pytest.param(Filter(since=date(2022, 1, 1)), id="since"),
    ],
)
def test_the_engine_adds_as_the_reference_does(sqlite_ledger, chosen):
    saved(sqlite_ledger)
    rows = list(generate(400))
    world = Snapshot(tuple(i for i, _ in rows), tuple(c for _, cs in rows for c in cs))
    picked = [
        i
        for i in world.incidents
        if (chosen.since is None or i.when.last >= chosen.since)
        and (not chosen.precisions or i.place.precision.value in chosen.precisions)
    ]
    mirror = Mirror.open(sqlite_ledger, small=0)
    mirror.warm()
    found = dict(mirror.toll(chosen, OWNER))
    mirror.close()
    for name, expected in tolls(picked, world.claims, chosen.as_of, world):
        plain = {m: replace(f, claim_ids=()) for m, f in expected.figures.items()}
        assert found[name].figures == plain
        assert found[name].incidents == expected.incidents
