"""import and export, as processes of their own."""

import csv
import io
import json

import pytest

HEADER = "event_id,date,event_type,location,country,latitude,longitude,killed,injured\n"
GOOD = "e1,2025-04-24,Attack,Kharkiv,UA,49.99,36.23,3,dozens\n"
BAD = "e2,2025-02-30,Attack,Kharkiv,UA,49.99,36.23,1,2\n"


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "table.csv"
    file.write_text(HEADER + GOOD + BAD)
    return file


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def test_good_rows_go_in_and_bad_ones_are_listed(run, table):
    done = run("import", table, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["account"]["holds"]
    assert (found["account"]["accepted"], found["account"]["rejected"]) == (1, 1)
    (fault,) = found["rejected"]
    assert (fault["line"], fault["column"], fault["value"]) == (3, "date", "2025-02-30")
    assert fault["why"]
    assert fault["cure"]
    assert "line 3, column 'date': '2025-02-30'" in done.stderr


def test_the_same_file_twice_adds_nothing(run, table):
    first = json.loads(run("import", table, "--json").stdout)
    again = run("import", table, "--json")
    assert (first["fresh"], json.loads(again.stdout)["fresh"]) == (True, False)
    assert again.returncode == 0
    assert "nothing was added" in again.stderr
    assert len(rows_of(run("export", "--dataset", "upload").stdout)) == 1


def test_a_dry_run_checks_and_saves_nothing(run, table, tmp_path):
    done = run("import", table, "--dry-run", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["dry_run"], found["revision"]) == (0, True, None)
    assert found["account"]["accepted"] == 1
    assert not (tmp_path / "home").exists()


def test_a_dry_run_tells_how_it_reads_what_it_asks_and_what_may_be_one(run, tmp_path):
    file = tmp_path / "asking.csv"
    file.write_text(
        "when,where,dead,what\n03/04/2024,Sumy,1,a\n"
        "13 April 2024,Kharkiv,2,b\n13 April 2024,Kharkiv,2,c\n"
    )
    done = run("import", file, "--dry-run", "--json")
    assert "date = 'when', location = 'where', killed = 'dead'" in done.stderr
    assert "not read, but kept: 'what'" in done.stderr
    assert "--date-order mdy  03/04/2024 = 4 March 2024" in done.stderr
    assert "the rows concerned wait" in done.stderr
    assert "line 4 may be the incident of line 3: 2024-04-13, 0.0 km apart" in done.stderr
    (near,) = json.loads(done.stdout)["near_duplicates"]
    assert (near["line"], near["other_line"], near["distance_km"]) == (4, 3, 0.0)


def test_a_save_tells_what_may_be_one_as_a_dry_run_does(run, tmp_path):
    file = tmp_path / "twice.csv"
    rows = "date,location,killed,source\n2024-04-13,Kharkiv,2,a\n2024-04-13,Kharkiv,2,b\n"
    file.write_text(rows)
    seen = run("import", file, "--dry-run", "--json")
    done = run("import", file, "--json")
    told = "line 3 may be the incident of line 2: 2024-04-13, 0.0 km apart, killed 2"
    assert told in seen.stderr
    assert told in done.stderr
    both = [json.loads(d.stdout)["near_duplicates"] for d in (seen, done)]
    assert both[0] == both[1]
    assert len(both[1]) == 1


MESSY = """Our log
Дата;Місце;Вбито / поранено;Примітки
05.03.2024;Харків;3/5;"two
lines"
05.03.2024;Харків;3/5;"two
lines"
13.03.2024;Суми;8;one figure
14.03.2024;Всього;4/7;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_a_dry_run_says_what_the_import_then_does(run, tmp_path, encoding):
    file = tmp_path / "messy.csv"
    file.write_bytes(MESSY.encode(encoding))
    asked = ["import", file, "--json", *(["--encoding", "cp1251"] if encoding == "cp1251" else [])]
    dry, real = (json.loads(run(*asked, *more).stdout) for more in (["--dry-run"], []))
    assert dry["account"] == real["account"]
    assert dry["rejected"] == real["rejected"]
    account = real["account"]
    assert (account["accepted"], account["rejected"], account["duplicates"]) == (2, 2, 2)
    assert account["lines"] == 6
    assert account["rows"] == {"accepted": 1, "rejected": 2, "duplicates": 1}


def test_rejected_rows_can_be_mended_and_read_again(run, table, tmp_path):
    rejects = tmp_path / "rejects.csv"
    assert run("import", table, "--rejects", rejects).returncode == 0
    mended = rejects.read_text("utf-8-sig").replace("2025-02-30", "2025-02-28", 1)
    rejects.write_text(mended)
    done = run("import", rejects, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["account"]["accepted"] == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "holds no rows", id="empty"),
        pytest.param(b"%PDF-1.7 ...", "PDF", id="pdf"),
        pytest.param(b"<!doctype html><html></html>", "web page", id="html"),
        pytest.param((HEADER + BAD).encode(), "no row can be imported", id="no good row"),
    ],
)
def test_what_is_no_table_is_refused_and_adds_nothing(run, tmp_path, content, words):
    file = tmp_path / "bad.csv"
    file.write_bytes(content)
    done = run("import", file)
    assert done.returncode == 1
    assert done.stdout == ""
    assert words.casefold() in done.stderr.casefold()
    assert "Traceback" not in done.stderr


def test_the_size_limit_is_said_and_can_be_raised(run, table, tmp_path):
    large = tmp_path / "large.csv"
    large.write_bytes(table.read_bytes() + b" " * 1_500_000)
    refused = run("import", large, "--dry-run", "--max-mb", 1)
    assert refused.returncode == 1
    assert "the limit is 1,000,000" in refused.stderr
    assert "--max-mb N" in refused.stderr
    assert "larger than the limit" not in run("import", large, "--dry-run", "--max-mb", 2).stderr


def test_a_table_that_is_not_there(run, tmp_path):
    done = run("import", tmp_path / "none.csv")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_bad_mapping_is_named(run, table, tmp_path):
    mapping = tmp_path / "mapping.json"
    mapping.write_text("{}")
    done = run("import", table, "--mapping", mapping)
    assert done.returncode == 1
    assert "mapping" in done.stderr


def test_export_goes_to_standard_output_and_talk_elsewhere(run):
    done = run("export")
    assert done.returncode == 0, done.stderr
    assert len(rows_of(done.stdout)) == 8
    assert done.stderr.strip() == "Wrote 8 incidents."


def test_export_to_a_file_is_whole_or_not_there(run, tmp_path):
    target = tmp_path / "out.geojson"
    assert run("export", "--format", "geojson", "-o", target).returncode == 0
    assert len(json.loads(target.read_text())["features"]) == 8
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []
    nowhere = run("export", "-o", tmp_path / "none" / "out.csv")
    assert nowhere.returncode == 1
    assert "choose another place" in nowhere.stderr


@pytest.mark.parametrize(
    ("options", "count"),
    [
        pytest.param(["--precision", "adm1"], 2, id="precision"),
        pytest.param(["--precision", "adm1", "--precision", "settlement"], 3, id="two of them"),
        pytest.param(["--until", "2020-01-01"], 0, id="nothing"),
        pytest.param(["--placeholders"], 21, id="with unnamed sites"),
        pytest.param(["--public"], 8, id="what the public may see of what ships"),
    ],
)
def test_options_narrow_as_a_link_does(run, options, count):
    done = run("export", *options)
    assert done.returncode == 0, done.stderr
    assert len(rows_of(done.stdout)) == count
    assert ("Widen the filter" in done.stderr) == (count == 0)


def test_a_filter_that_means_nothing_is_named(run):
    done = run("export", "--since", "yesterday")
    assert (done.returncode, done.stdout) == (1, "")
    assert "since" in done.stderr


def test_what_was_exported_reads_back(run, tmp_path):
    target = tmp_path / "out.csv"
    assert run("export", "-o", target).returncode == 0
    done = run("import", target, "--dry-run", "--json")
    account = json.loads(done.stdout)["account"]
    assert (account["accepted"], account["rejected"]) == (8, 0)


def test_made_up_data_says_so_and_goes_in_once(run):
    first = run("generate", 50)
    assert first.returncode == 0, first.stderr
    assert "here already" in run("generate", 50).stderr
    rows = rows_of(run("export", "--dataset", "upload", "--placeholders").stdout)
    assert len(rows) == 50


@pytest.mark.parametrize(("kind", "head"), [("xlsx", b"PK"), ("geoparquet", b"PAR1")])
def test_other_programs_formats_are_written_whole(run, tmp_path, kind, head):
    target = tmp_path / f"out.{kind}"
    done = run("export", "--format", kind, "-o", target)
    assert done.returncode == 0, done.stderr
    assert target.read_bytes().startswith(head)


def test_kml_holds_a_placemark_per_placed_incident(run, tmp_path):
    target = tmp_path / "out.kml"
    assert run("export", "--format", "kml", "-o", target).returncode == 0
    assert target.read_text(encoding="utf-8").count("<Placemark") >= 3
