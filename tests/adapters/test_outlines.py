"""Outlines are read by line where the file is laid out so, whole where it is not, never in part."""

import json

import pytest

from incidents.adapters.outlines import read_features
from incidents.adapters.settings import ROOT

SHIPPED = ROOT / "data" / "boundaries"


def feature(code, country):
    properties = {"code": code, "country": country, "name": "}},{"}
    return {"type": "Feature", "properties": properties,
            "geometry": {"type": "Point", "coordinates": [30.0, 50.0]}}  # fmt: skip


def by_line(features):
    lines = ",\n".join(json.dumps(f, separators=(",", ":")) for f in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


def compact(features):
    return json.dumps({"type": "FeatureCollection", "features": features})


UNITS = [feature("UA-30", "UA"), feature("PL-14", "PL"), feature("UA-63", "UA")]


@pytest.mark.parametrize("layout", [by_line, compact])
def test_both_layouts_give_the_same_features(tmp_path, layout):
    path = tmp_path / "units.geojson"
    path.write_text(layout(UNITS), "utf-8")
    found = read_features(path)
    assert dict(found) == {f["properties"]["code"]: f for f in UNITS}
    assert found.of({"UA"}) == [UNITS[0], UNITS[2]]
    assert found.of(()) == []
    assert found.get("XX-1") is None


@pytest.mark.parametrize("name", ["adm1.geojson", "countries.geojson"])
def test_what_ships_is_read_by_line_and_says_the_same_as_the_whole(name):
    whole = json.loads((SHIPPED / name).read_text("utf-8"))["features"]
    found = read_features(SHIPPED / name)
    assert all(isinstance(kept, str) for _, _, kept in found._rows)
    assert dict(found) == {f["properties"]["code"]: f for f in whole}
    assert found.each() == whole
    assert found.each({"UA"}) == [f for f in whole if f["properties"].get("country") == "UA"]


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_refused(tmp_path, kept):
    path = tmp_path / "units.geojson"
    text = by_line(UNITS)
    path.write_text(text[: int((len(text) - 3) * kept)], "utf-8")
    with pytest.raises(ValueError):  # noqa: PT011 - the reader's own words
        read_features(path)


def test_two_features_of_one_code_are_both_drawn_and_the_last_is_the_one_by_code(tmp_path):
    path = tmp_path / "units.geojson"
    other = {**UNITS[0], "geometry": {"type": "Point", "coordinates": [31.0, 51.0]}}
    path.write_text(by_line([*UNITS, other]), "utf-8")
    found = read_features(path)
    assert found.each({"UA"}) == [UNITS[0], UNITS[2], other]
    assert found.of({"UA"}) == [other, UNITS[2]]
    assert found["UA-30"] == other
