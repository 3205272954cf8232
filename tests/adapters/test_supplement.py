"""What is kept by hand: names in three languages, points near the town they are said to lie in."""

import csv
from functools import cache
from pathlib import Path

import pytest

from incidents.adapters.gazetteer import load_gazetteer
from incidents.geocode import distance_km
from incidents.model import Place, Precision

FOLDER = Path(__file__).parents[2] / "data" / "gazetteer" / "supplement"
#: How far a part lies from the middle of its city: Kyiv's farthest is 19 km off.
FARTHEST_KM = 20.0
#: How far a site outside towns lies from the next settlement that is kept.
LONELY_KM = 65.0


@cache
def gazetteer():
    return load_gazetteer()


def rows(name):
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return list(csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t"))


def point(row):
    return Place(name=None, precision=Precision.SITE, lat=float(row["lat"]), lon=float(row["lon"]))


SITES = [row for row in rows("places.tsv") if row["precision"] == "site"]
PARTS = rows("districts.tsv") + rows("neighbourhoods.tsv")


@pytest.mark.parametrize("site", SITES, ids=lambda row: row["id"])
def test_a_site_lies_where_its_city_is(site):
    if city := gazetteer().get(site["in"]) if site["in"] else None:
        assert distance_km(city, point(site)) < FARTHEST_KM
        return
    near = gazetteer().near(float(site["lat"]), float(site["lon"]), radius_km=LONELY_KM)
    # Gaza's and Sinai's towns lie across a border from what bears their name.
    assert any(p.country in {site["country"], "PS"} for p in near)


@pytest.mark.parametrize("site", SITES, ids=lambda row: row["id"])
def test_a_site_is_found_in_three_languages(site):
    for key in ("name", "name_uk", "name_ru"):
        assert site["id"] in {p.place_id for p in gazetteer().lookup(site[key])}, site[key]


def test_a_district_or_neighbourhood_lies_in_its_city():
    far = {
        row["code"]
        for row in PARTS
        if (city := gazetteer().get(f"gn:{row['city']}")) is not None
        and distance_km(city, point(row)) > FARTHEST_KM
    }
    assert far == {"inhuletskyi", "ternivskyi"}  # the ends of Kryvyi Rih, 66 km long


@pytest.mark.parametrize("key", ["name", "name_uk", "name_ru"])
def test_every_part_is_found_in_its_city_by_each_name(key):
    missing = [
        (row["city"], row[key])
        for row in PARTS
        if f"gn:{row['city']}"
        not in {gazetteer().container(p) for p in gazetteer().lookup(row[key])}
    ]
    assert missing == []


def test_every_former_name_of_a_district_leads_to_it():
    missing = []
    for row in rows("districts.tsv"):
        city = f"gn:{row['city']}"
        for form in (row["forms"] or "").split("|"):
            name, _, _ = form.partition("@")
            found = {gazetteer().container(p) for p in gazetteer().lookup(name)} if name else {city}
            missing += [] if city in found else [(city, name)]
    assert missing == []


def test_no_district_stands_twice():
    seen = {}
    for row in rows("districts.tsv"):
        for p in gazetteer().lookup(row["name"]):
            if (
                p.precision is Precision.CITY_DISTRICT
                and gazetteer().container(p) == f"gn:{row['city']}"
            ):
                seen.setdefault((row["city"], row["name"]), set()).add(p.place_id)
    assert [key for key, ids in seen.items() if len(ids) > 1] == []
