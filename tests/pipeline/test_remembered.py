"""Mappings kept between uploads, and a table checked without saving."""

from datetime import UTC, datetime

import pytest

from incidents.errors import Cancelled, StoreError
from incidents.files import Mapping, ReadOptions, open_table, read_table
from incidents.pipeline.checking import check_table
from incidents.pipeline.remembered import MappingShelf

HEADER = ("Wann", "Wo", "Tote")
MAPPING = Mapping((("date", "Wann"), ("location", "Wo"), ("killed", "Tote")))
AT = datetime(2026, 1, 2, tzinfo=UTC)
TABLE = b"Wann,Wo,Tote\n2024-03-05,Sumy,~3\n2024-02-30,Sumy,1\n2024-03-05,Sumy,~3\n"


@pytest.fixture
def shelf(tmp_path):
    return MappingShelf(tmp_path / "mappings")


def test_a_mapping_is_kept_for_its_header(shelf):
    assert shelf.find(HEADER) is None
    shelf.save(HEADER, MAPPING, author="Ann", at=AT)
    kept = shelf.find(HEADER)
    assert kept.mapping == MAPPING
    assert kept.why == "columns as mapped before, by Ann on 2026-01-02"
    assert shelf.find((*HEADER, "Mehr")) is None


def test_order_and_case_of_the_columns_do_not_matter(shelf):
    shelf.save(HEADER, MAPPING, author="Ann", at=AT)
    kept = shelf.find(("tote", "WO", "wann"))
    assert kept.mapping.column("killed") == "tote"


def test_it_is_used_unless_something_else_was_chosen(shelf):
    shelf.save(HEADER, MAPPING, author="Ann", at=AT)
    assert shelf.applied_to(TABLE, ReadOptions()).mapping == MAPPING
    by_hand = ReadOptions(mapping=Mapping((("date", "Wann"),)))
    assert shelf.applied_to(TABLE, by_hand) == by_hand
    assert shelf.applied_to(TABLE, ReadOptions(format_id="mapped")).mapping is None


def test_the_kept_file_is_what_the_command_takes(shelf):
    path = shelf.save(HEADER, MAPPING, author="Ann", at=AT)
    assert Mapping.from_json(path.read_text("utf-8")) == MAPPING


@pytest.mark.parametrize("spoilt", ["", "{", "[]", '{"columns": {"no_such": "Wann"}}', "\x00"])
def test_a_spoilt_file_is_as_good_as_none(shelf, spoilt):
    path = shelf.save(HEADER, MAPPING, author="Ann", at=AT)
    path.write_text(spoilt, "utf-8")
    assert shelf.find(HEADER) is None


def test_it_can_be_forgotten(shelf):
    shelf.save(HEADER, MAPPING, author="Ann", at=AT)
    shelf.forget(HEADER)
    shelf.forget(HEADER)
    assert shelf.find(HEADER) is None


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "mappings").write_text("a file")
    with pytest.raises(StoreError, match="mappings"):
        MappingShelf(tmp_path / "mappings").save(HEADER, MAPPING, author="Ann", at=AT)


def test_checking_accounts_as_reading_does():
    options = ReadOptions(mapping=MAPPING)
    checked = check_table(open_table(TABLE, name="t", options=options))
    draft = read_table(TABLE, name="t", options=options)
    assert checked.account == draft.account
    assert checked.rejected == draft.rejected
    assert checked.import_id == draft.import_id
    assert checked.ready
    assert dict(checked.warned) == {"row.place_unknown": 1}


def test_checking_can_be_stopped():
    rows = "".join(f"2024-03-05,Sumy,{n}\n" for n in range(500)).encode()

    def stop(_done, _total=None):
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        check_table(open_table(b"date,place,killed\n" + rows, name="t"), stop)
