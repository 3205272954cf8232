"""One contract, held by both databases."""

import threading
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from incidents.errors import BadRecord, Conflict, NotFound, StaleEdit, StoreError
from incidents.model import Action, Cell, Change, When
from incidents.store import ImportRecord, Ledger
from tests.store.examples import KYIV, NIGHT, TEXT, add, claim, edit, incident, report


def test_what_is_saved_comes_back_the_same(ledger):
    revision = add(ledger, report(), incident(), claim())
    assert revision.number == ledger.revision() == 1
    saved = ledger.incident("i1")
    assert replace(saved, added_at=None, revision=0) == incident()
    assert saved.revision == 1
    assert saved.added_at == revision.at
    assert replace(ledger.report("r1"), revision=0) == report()
    assert ledger.claims_of(["i1"]) == ledger.claims(["c1"]) == (claim(),)


def test_a_second_opening_finds_what_the_first_saved(ledger, url, clock):
    add(ledger, report(), incident(), claim())
    again = Ledger.open(url, clock=clock)
    assert again.snapshot() == ledger.snapshot()
    again.close()


@pytest.mark.parametrize("ask", [Ledger.incident, Ledger.report])
def test_an_unknown_id_is_not_found(ledger, ask):
    with pytest.raises(NotFound, match="nobody"):
        ask(ledger, "nobody")


def test_a_stale_edit_is_refused_with_both_versions(ledger):
    add(ledger, incident())
    seen = ledger.incident("i1")
    edit(ledger, seen, replace(seen, title="first"), author="ben")
    with pytest.raises(StaleEdit, match="changed by somebody else") as caught:
        edit(ledger, seen, replace(seen, title="second"))
    assert caught.value.mine.title == "second"
    assert caught.value.theirs == ledger.incident("i1")
    assert ledger.incident("i1").title == "first"
    assert ledger.revision() == 2


def test_adding_what_exists_is_refused(ledger):
    add(ledger, incident())
    with pytest.raises(StaleEdit, match="already exists"):
        add(ledger, incident(title="again"))


def test_editing_what_is_gone_is_refused(ledger):
    add(ledger, incident())
    seen = ledger.incident("i1")
    edit(ledger, seen, None)
    with pytest.raises(StaleEdit, match="gone") as caught:
        edit(ledger, seen, replace(seen, title="late"))
    assert caught.value.theirs is None


def test_a_refused_change_saves_nothing_of_its_revision(ledger):
    add(ledger, incident())
    with pytest.raises(StaleEdit):
        add(ledger, incident("i2"), incident("i1"))
    with pytest.raises(NotFound):
        ledger.incident("i2")
    assert ledger.revision() == 1


def test_an_empty_revision_is_refused(ledger):
    with pytest.raises(BadRecord, match="nothing to save"):
        ledger.commit([], author="ana", action=Action.EDIT, reason="")


def test_one_record_changes_once_per_revision(ledger):
    with pytest.raises(BadRecord, match="twice"):
        add(ledger, incident(), incident(title="other"))


def test_the_log_tells_before_and_after(ledger):
    add(ledger, incident())
    seen = ledger.incident("i1")
    edit(ledger, seen, replace(seen, title="new"), author="ben")
    newest, first = ledger.revisions()
    assert (newest.number, newest.author, newest.action) == (2, "ben", Action.EDIT)
    assert newest.changes[0].before == seen
    assert newest.changes[0].after == ledger.incident("i1")
    assert first.changes[0].before is None
    assert ledger.revisions(limit=1, before=2) == (first,)


def test_an_undo_is_a_revision_and_can_be_undone(ledger):
    add(ledger, report(), incident(), claim())
    seen = ledger.incident("i1")
    edit(ledger, seen, replace(seen, title="new"))
    undone = ledger.undo(2, author="ana", reason="wrong")
    assert (undone.number, undone.undoes) == (3, 2)
    assert ledger.incident("i1").title is None
    assert [r.undone_by for r in ledger.revisions()] == [None, 3, None]
    ledger.undo(3, author="ana", reason="right after all")
    assert ledger.incident("i1").title == "new"


def test_undoing_an_addition_removes_and_leaves_tombstones(ledger):
    add(ledger, report(), incident(), claim())
    ledger.undo(1, author="ana", reason="wrong")
    assert ledger.snapshot().incidents == ()
    assert ledger.reports() == ()
    assert ledger.changes_since(1).incidents == {"i1"}


def test_an_undo_that_later_work_rests_on_is_refused_and_names_it(ledger):
    add(ledger, incident())
    seen = ledger.incident("i1")
    edit(ledger, seen, replace(seen, title="new"))
    with pytest.raises(Conflict, match="revision 2 changed incident i1"):
        ledger.undo(1, author="ana", reason="wrong")


def test_undoing_what_never_was_is_not_found(ledger):
    with pytest.raises(NotFound, match="revision 7"):
        ledger.undo(7, author="ana", reason="")


def test_snapshot_takes_what_overlaps_the_days(ledger):
    long = replace(incident("i2"), when=When(start=date(2025, 4, 1), end=date(2025, 4, 20)))
    other = incident("i3", dataset_id="ucdp")
    add(ledger, report(), incident(), claim(), long, other)
    ids = {
        days: [i.incident_id for i in ledger.snapshot(since=days[0], until=days[1]).incidents]
        for days in ((None, None), (date(2025, 4, 20), None), (None, date(2025, 4, 19)))
    }
    assert list(ids.values()) == [["i1", "i2"], ["i1", "i2"], ["i2"]]
    assert ledger.snapshot(since=date(2025, 4, 21)).reports == (ledger.report("r1"),)
    assert ledger.snapshot(dataset="ucdp").incidents == (ledger.incident("i3"),)


def rows(*ids):
    for n, i in enumerate(ids):
        cell = Cell(import_id="up", line=n + 2, column="killed", text="12")
        yield incident(i, dataset_id="upload"), (claim(f"c-{i}", i, origin=cell),)


def record(kept=3):
    return ImportRecord(
        import_id="up", file_name="a.csv", dataset_id="upload", author="ana",
        rows_read=kept + 1, rows_kept=kept, rows_refused=1, raw_path="uploads/up.csv",
    )  # fmt: skip


def test_an_import_is_one_revision_and_the_same_twice_is_once(ledger):
    first = ledger.bulk_import(rows("a", "b", "c"), record())
    second = ledger.bulk_import(rows("a", "b", "c"), record())
    assert (first.number, first.import_id) == (second.number, second.import_id) == (1, "up")
    assert ledger.revision() == 1
    assert ledger.incident("b").import_id == "up"
    (listed,) = ledger.imports()
    assert (listed.rows_kept, listed.rows_refused, listed.file_name) == (3, 1, "a.csv")


def test_an_import_that_breaks_half_way_leaves_nothing(ledger):
    def broken():
        yield from rows("a", "b")
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="disk went away"):
        ledger.bulk_import(broken(), record())
    assert ledger.revision() == 0
    assert ledger.imports() == ()
    assert ledger.incidents(["a", "b"]) == ()


def test_an_import_can_be_taken_back_and_made_again(ledger):
    ledger.bulk_import(rows("a", "b"), record(2))
    undone = ledger.undo_import("up", author="ana", reason="wrong file")
    assert undone.undoes == 1
    assert ledger.incidents(["a", "b"]) == ()
    assert ledger.imports()[0].undone_by == 2
    assert ledger.changes_since(1).imports_gone == {"up"}
    with pytest.raises(Conflict, match="already"):
        ledger.undo_import("up", author="ana", reason="again")
    ledger.bulk_import(rows("a"), record(1))
    assert len(ledger.incidents(["a", "b"])) == 1


def test_undo_of_the_import_revision_takes_the_rows_away(ledger):
    ledger.bulk_import(rows("a"), record(1))
    ledger.undo(1, author="ana", reason="wrong file")
    assert ledger.incidents(["a"]) == ()


def test_an_import_somebody_worked_on_stays_and_names_the_revision(ledger):
    ledger.bulk_import(rows("a", "b"), record(2))
    seen = ledger.incident("a")
    edit(ledger, seen, replace(seen, title="mended"))
    with pytest.raises(Conflict, match="revision 2"):
        ledger.undo_import("up", author="ana", reason="")
    with pytest.raises(NotFound):
        ledger.undo_import("other", author="ana", reason="")


def test_a_report_under_an_imported_parent_keeps_the_import(ledger):
    ledger.bulk_import(rows("a"), record(1))
    add(ledger, incident("child", parent_id="a"))
    with pytest.raises(Conflict, match="revision 2"):
        ledger.undo_import("up", author="ana", reason="")


def test_many_writers_get_numbers_without_gaps(ledger):
    def write(n):
        add(ledger, incident(f"w{n}"))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(r.number for r in ledger.revisions()) == list(range(1, 9))
    assert ledger.check() == []


def test_reports_of_some_ids_and_those_named_by_hand(ledger):
    for name in ("rep_0000000000aa", "rep_0000000000bb", "mine", "rep%x"):
        add(ledger, report(name, text=f"{name} says nine were killed."))
    found = [r.report_id for r in ledger.reports_like(["rep_0000000000aa", "rep_unknown"])]
    assert found == ["mine", "rep%x", "rep_0000000000aa"]


def test_redaction_blacks_the_words_and_keeps_the_figures(ledger):
    add(ledger, report(title="CONFIDENTIALWORD title"), incident(), claim())
    done = ledger.redact("r1", author="ana", reason="asked to")
    assert done.action is Action.REDACT
    kept = ledger.report("r1")
    assert (kept.text, kept.title, kept.redacted, kept.publisher) == ("", None, True, "Example")
    (left,) = ledger.claims_of(["i1"])
    assert left.estimate == claim().estimate
    assert (left.origin.start, left.origin.end, set(left.origin.text)) == (0, len(TEXT), {"█"})
    assert "CONFIDENTIAL" not in repr(ledger.revisions())
    with pytest.raises(Conflict, match="already"):
        ledger.redact("r1", author="ana", reason="again")


def test_withdrawal_takes_away_what_rests_on_the_report_alone(ledger):
    other = report("r2", text="Nine were killed.")
    shared = claim("c3", "i2", text="Nine were")
    shared = replace(shared, origin=replace(shared.origin, report_id="r2"))
    add(
        ledger, report(), incident(title="CONFIDENTIALWORD"), claim(), incident("p", parent_id="i1")
    )
    add(ledger, other, incident("i2"), shared, claim("c2", "i2"))
    ledger.withdraw("r1", author="ana", reason="asked to")
    assert [i.incident_id for i in ledger.snapshot().incidents] == ["i2"]
    assert [c.claim_id for c in ledger.claims_of(["i1", "i2"])] == ["c3"]
    assert ledger.report("r1").withdrawn
    assert ledger.report("r2").text == "Nine were killed."
    assert "CONFIDENTIAL" not in repr(ledger.revisions())
    feed = ledger.changes_since(2)
    assert feed.destroyed
    assert feed.incidents >= {"i1", "i2", "p"}


@pytest.mark.parametrize("number", [1, 2])
def test_what_was_destroyed_cannot_be_undone(ledger, number):
    add(ledger, report(), incident(), claim())
    ledger.redact("r1", author="ana", reason="asked to")
    with pytest.raises(Conflict):
        ledger.undo(number, author="ana", reason="")


def test_a_broken_link_is_refused_whole(ledger):
    with pytest.raises(StoreError, match="nothing was saved"):
        add(ledger, incident("i2", parent_id="nobody"))
    assert ledger.revision() == 0


def test_children_are_found(ledger):
    add(ledger, incident(), incident("b", parent_id="i1"), incident("a", parent_id="i1"))
    assert [i.incident_id for i in ledger.children_of(["i1"])] == ["a", "b"]
    assert KYIV.name == ledger.children_of(["i1"])[0].place.name
    assert ledger.incident("a").when == NIGHT


def test_what_a_revision_decides_stands_until_it_is_undone(ledger):
    add(ledger, incident())
    seen = ledger.incident("i1")
    done = ledger.commit(
        [Change(seen, seen)], author="me", action=Action.DECIDE, reason="yes", decides="pro_x"
    )
    assert ledger.decided() == {"pro_x": done.number}
    assert ledger.revisions(1)[0].decides == "pro_x"
    back = ledger.undo(done.number, author="me", reason="no")
    assert ledger.decided() == {}
    ledger.undo(back.number, author="me", reason="yes after all")
    assert ledger.decided() == {"pro_x": done.number}


def test_a_ledger_of_the_first_version_is_brought_up_to_date(sqlite_url, clock):
    first = Ledger.open(sqlite_url, clock=clock)
    add(first, incident())
    with first.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE revision DROP COLUMN decides")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    first.close()
    again = Ledger.open(sqlite_url, clock=clock)
    assert again.revisions(1)[0].decides is None
    assert again.decided() == {}
    again.close()


def indexes(ledger):
    with ledger.reading() as connection:
        seen = sa.inspect(connection)
        return {i["name"] for t in ("incident", "claim") for i in seen.get_indexes(t)}


def test_a_ledger_of_the_second_version_keeps_its_imports_and_loses_indexes(url, clock):
    now = Ledger.open(url, clock=clock)
    now.bulk_import(rows("a", "b"), record(2))
    wanted = indexes(now)
    with now.writing() as connection:
        connection.exec_driver_sql('ALTER TABLE "import" DROP COLUMN columns')
        connection.exec_driver_sql("DROP INDEX ix_incident_told")
        for name, column in (
            ("parent", "parent_id"),
            ("import", "import_id"),
            ("day", "day_start"),
        ):
            connection.exec_driver_sql(f"DROP INDEX IF EXISTS ix_incident_{name}")
            connection.exec_driver_sql(f"CREATE INDEX ix_incident_{name} ON incident ({column})")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")
    now.close()
    again = Ledger.open(url, clock=clock)
    assert indexes(again) == wanted
    assert "ix_incident_import" not in wanted
    assert again.imports()[0].columns == ()
    assert [i.incident_id for i in again.incidents(["a", "b"])] == ["a", "b"]
    again.undo_import("up", author="ana", reason="")
    again.close()


def test_the_cells_of_an_upload_stand_under_its_columns(ledger):
    ledger.bulk_import(rows("a"), replace(record(1), columns=("When", "Where")))
    with ledger.writing() as connection:
        connection.exec_driver_sql("""UPDATE incident SET native = '["5 March","Kyiv"]'""")
    assert ledger.incident("a").native == (("When", "5 March"), ("Where", "Kyiv"))
    (seen,) = ledger.snapshot(dataset=ledger.incident("a").dataset_id).incidents
    assert seen.native == ledger.incident("a").native
    edit(ledger, seen, replace(seen, title="mended"))
    assert ledger.incident("a").native == seen.native


def test_cells_without_the_columns_of_their_import_are_refused(ledger):
    ledger.bulk_import(rows("a"), record(1))
    with ledger.writing() as connection:
        connection.exec_driver_sql("""UPDATE incident SET native = '["5 March"]'""")
    with pytest.raises(StoreError, match="columns"):
        ledger.incident("a")


def test_incidents_of_reports_are_found_by_their_index(sqlite_ledger):
    with sqlite_ledger.reading() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT incident_id FROM incident "
            "WHERE dataset_id = 'reports' AND day_start <= '2025-01-01'"
        ).all()
        assert "ix_incident_told" in str(plan)
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT incident_id FROM incident WHERE parent_id IN ('a', 'b')"
        ).all()
        assert "ix_incident_parent" in str(plan)
