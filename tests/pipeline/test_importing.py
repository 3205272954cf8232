from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest

from incidents.errors import BadFile
from incidents.files import Selection, open_table, write_csv
from incidents.pipeline.importing import import_file, import_table
from incidents.store.ledger import Ledger

TODAY = date(2026, 1, 1)
HEADER = "event_id,date,event_type,location,latitude,longitude,fatalities,notes\n"
GOOD = "e1,2024-03-05,shelling,Kharkiv,49.9935,36.2304,3,ok\n"
BAD = "e2,2024-02-30,shelling,Sumy,50.9,34.8,1,n\n"


class Still:
    def now(self):
        return datetime(2026, 1, 1, tzinfo=UTC)


class Stopped(Exception):
    pass


@pytest.fixture
def ledger(tmp_path):
    opened = Ledger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}", clock=Still())
    yield opened
    opened.close()


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "mine.csv"
    made.write_text(HEADER + GOOD + BAD, encoding="utf-8")
    return made


def _incidents(ledger):
    return ledger.snapshot(dataset="upload").incidents


def test_good_rows_are_stored_and_bad_ones_answered(ledger, path, tmp_path):
    done = import_file(ledger, path, author="ann", today=TODAY, uploads=tmp_path / "uploads")
    assert done.fresh
    assert done.account.holds
    assert [r.faults[0].code for r in done.tally.rejected] == ["row.date_impossible"]
    (stored,) = _incidents(ledger)
    assert stored.place.name == "Kharkiv"
    (record,) = ledger.imports()
    assert (record.rows_read, record.rows_kept, record.rows_refused) == (2, 1, 1)
    assert record.author == "ann"
    assert (tmp_path / record.raw_path).read_bytes() == path.read_bytes()


def test_a_second_upload_adds_nothing(ledger, path):
    first = import_file(ledger, path, author="ann", today=TODAY)
    again = import_file(ledger, path, author="bob", today=TODAY)
    assert not again.fresh
    assert again.revision == first.revision
    assert len(_incidents(ledger)) == 1


def test_an_import_is_undone_as_a_whole_and_can_come_again(ledger, path):
    done = import_file(ledger, path, author="ann", today=TODAY)
    ledger.undo_import(done.import_id, author="ann", reason="wrong file")
    assert _incidents(ledger) == ()
    assert import_file(ledger, path, author="ann", today=TODAY).fresh
    assert len(_incidents(ledger)) == 1


def test_no_good_row_leaves_no_import(ledger, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(HEADER + BAD, encoding="utf-8")
    with pytest.raises(BadFile, match="line 2"):
        import_file(ledger, path, author="ann", today=TODAY)
    assert ledger.imports() == ()
    assert ledger.revision() == 0


def test_stopping_leaves_nothing(ledger, tmp_path):
    path = tmp_path / "long.csv"
    rows = (f"e{n},2024-03-05,shelling,Kharkiv,49.9,36.2,{n % 9},x\n" for n in range(5_000))
    path.write_text(HEADER + "".join(rows), encoding="utf-8")

    def stop(_done, _total=None):
        raise Stopped

    with pytest.raises(Stopped):
        import_file(ledger, path, author="ann", today=TODAY, progress=stop)
    assert ledger.revision() == 0
    assert _incidents(ledger) == ()


def test_an_open_question_blocks_until_it_is_answered(ledger, tmp_path):
    path = tmp_path / "koi8.csv"
    path.write_bytes(
        "дата;місце;вбито\n24.02.2022;Ірпінь;3\n25.02.2022;Харків;2\n".encode("koi8-u")
    )
    with pytest.raises(BadFile) as caught:
        import_file(ledger, path, author="ann", today=TODAY)
    assert caught.value.code == "file.encoding_guessed"


def test_our_own_export_adds_nothing_where_its_records_stand(ledger, path):
    import_file(ledger, path, author="ann", today=TODAY)
    snapshot = ledger.snapshot(dataset="upload")
    out = io.BytesIO()
    write_csv(Selection(incidents=snapshot.incidents, claims=snapshot.claims), out)
    table = open_table(out.getvalue(), name="export.csv", today=TODAY)
    done = import_table(ledger, table, author="ann")
    assert done.tally.already_there == 1
    assert len(_incidents(ledger)) == 1


def test_our_own_export_comes_in_whole_elsewhere(ledger, path, tmp_path):
    import_file(ledger, path, author="ann", today=TODAY)
    snapshot = ledger.snapshot(dataset="upload")
    out = io.BytesIO()
    write_csv(Selection(incidents=snapshot.incidents, claims=snapshot.claims), out)
    other = Ledger.open(f"sqlite:///{tmp_path / 'other.sqlite'}", clock=Still())
    import_table(other, open_table(out.getvalue(), name="e.csv", today=TODAY), author="ann")
    (here,), (there,) = _incidents(ledger), _incidents(other)
    other.close()
    assert (here.incident_id, here.place, here.when) == (
        there.incident_id,
        there.place,
        there.when,
    )
