"""A full gazetteer from GeoNames dumps: every line accounted for, what ships kept."""

import pytest
from click.testing import CliRunner

from incidents.adapters.boundaries import load_boundaries
from incidents.adapters.gazetteer import DEFAULT, load_gazetteer
from incidents.adapters.gazetteer_build import build
from incidents.adapters.geonames import Wanted
from incidents.commands import main
from incidents.errors import BadFile, BadInput
from incidents.model import Precision


def row(pid, name, names="", lat="49.9", lon="36.1", code="PPL", country="UA", people="0"):  # noqa: PLR0917 - columns
    cells = [pid, name, name, names, lat, lon, "P", code, country, "", "07", "631", "", "", people,
             "", "100", "Europe/Kyiv", "2024-01-01"]  # fmt: skip
    return "\t".join(cells)


PLACES = [
    row("90000001", "Nova Vesela", "Нова Весела,Новая Весёлая", people="120"),
    row("703448", "Kiev", "Київ", "50.45466", "30.5238", "PPLC", people="2967360"),
    row("90000002", "Some Hill", code="HLL"),
    "too\tfew\tcolumns",
    row("90000003", "Bad", lat="99.9"),
    row("x1", "Bad"),
    row("90000004", '"Quoted" Town', "", "10.0", "10.0", country="NG", people="6000"),
    row("90000005", "Tiny", "", "10.0", "10.0", country="NG", people="6"),
    row("90000006", "Lost", country="ng"),
    row("90000007", ""),
    row("90000008", "Bad", lat="north"),
    row("90000009", "Bad", people="many"),
    "",
]
NAMES = [
    "1\t90000001\tuk\tНова Весела\t1\t\t\t\t\t",
    "2\t90000001\tru\tКрасный Трактор\t\t\t\t1",
    "3\t90000001\tlink\thttps://example.org\t\t\t\t",
    "4\t1\tuk\tНіде\t\t\t\t",
    "5\t90000001\tzh\t新村\t\t\t\t",
    "6\t90000001\tru\tНов\t\t\t\t",
    "bad line",
]


@pytest.fixture
def folder(tmp_path):
    dumps = tmp_path / "dumps"
    dumps.mkdir()
    text = "\n".join(PLACES).encode() + b"\n\xff\xfe broken\n"
    (dumps / "allCountries.txt").write_bytes(text)
    (dumps / "alternateNamesV2.txt").write_text("\n".join(NAMES), "utf-8")
    (dumps / "admin2Codes.txt").write_text("UA.07.631\tKharkivskyi Raion\tx\t1\nbad\n", "utf-8")
    return dumps


def untold(done, total=None):
    """Progress nobody asked for."""
    assert done <= (total or done)


def built(folder, out, **wanted):
    return build(
        folder, out, wanted=Wanted(**wanted), unit_at=load_boundaries().unit_at,
        progress=untold,
    )  # fmt: skip


def test_every_line_is_accounted_for(folder, tmp_path):
    result = built(folder, tmp_path / "full.db", least=500)
    tallies = {t.file: t for t in result.tallies}
    assert all(t.accounted for t in result.tallies)
    places = tallies["allCountries.txt"]
    assert (places.read, places.taken) == (14, 3)
    assert places.left_out == {"another kind of feature": 1, "fewer people than asked for": 1}
    assert [number for number, _ in places.malformed] == [4, 5, 6, 9, 10, 11, 12, 13, 14]
    names = tallies["alternateNamesV2.txt"]
    assert (names.read, names.taken, len(names.malformed)) == (7, 2, 1)


def test_a_new_village_is_found_in_every_case_and_by_its_former_name(folder, tmp_path):
    gazetteer = load_gazetteer(built(folder, tmp_path / "full.db").path)
    (village,) = gazetteer.lookup("Новій Веселій")
    assert (village.place_id, village.name, village.adm1) == (
        "gn:90000001", "Nova Vesela", "UA-63",
    )  # fmt: skip
    assert village.adm2 == "Kharkivskyi Raion"
    former = gazetteer.lookup("Красный Трактор")[0]
    assert former.place_id == "gn:90000001"
    assert former.score < village.score + 0.11
    assert gazetteer.lookup('"Quoted" Town')[0].country == "NG"


def test_what_ships_is_kept(folder, tmp_path):
    gazetteer = load_gazetteer(built(folder, tmp_path / "full.db").path)
    kyiv = gazetteer.lookup("Києві")[0]
    assert (kyiv.place_id, kyiv.name, kyiv.adm1) == ("gn:703448", "Kyiv", "UA-30")
    assert gazetteer.get("district:UA-30/podilskyi").precision is Precision.CITY_DISTRICT
    assert len(gazetteer.units("UA", Precision.ADM1)) == 27


def test_countries_are_kept_to(folder, tmp_path):
    result = built(folder, tmp_path / "full.db", countries=frozenset({"NG"}))
    assert result.tallies[1].taken == 2
    assert result.tallies[1].left_out["another country"] > 0


def test_a_folder_without_dumps_is_refused(tmp_path):
    with pytest.raises(BadInput, match="allCountries"):
        built(tmp_path, tmp_path / "full.db")


def test_a_file_that_is_no_dump_leaves_nothing_behind(tmp_path):
    (tmp_path / "UA.txt").write_text("hello\nworld\n", "utf-8")
    out = tmp_path / "out" / "full.db"
    with pytest.raises(BadFile, match="19 tab-separated"):
        built(tmp_path, out)
    assert list(out.parent.iterdir()) == []


def test_the_gazetteer_that_ships_is_never_overwritten(folder):
    with pytest.raises(BadInput, match="ships"):
        built(folder, DEFAULT)


def test_the_command_says_what_became_of_each_file(folder, tmp_path):
    out = tmp_path / "full.db"
    result = CliRunner().invoke(main, ["gazetteer", "build", str(folder), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert "another kind of feature" in result.output
    assert f"INCIDENTS_GAZETTEER={out}" in result.output
    listed = (tmp_path / "full.malformed.tsv").read_text("utf-8").splitlines()
    assert "allCountries.txt\t4\t3 columns, not 19" in listed


def test_the_variable_names_the_gazetteer_in_use(folder, tmp_path, monkeypatch):
    path = built(folder, tmp_path / "full.db").path
    monkeypatch.setenv("INCIDENTS_GAZETTEER", str(path))
    assert load_gazetteer().path == path
    monkeypatch.setenv("INCIDENTS_GAZETTEER", str(tmp_path / "none.db"))
    with pytest.raises(BadFile, match="INCIDENTS_GAZETTEER"):
        load_gazetteer()
