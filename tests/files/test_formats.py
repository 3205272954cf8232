"""Each format by its published header, in any order and case, with its codes."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, time
from types import SimpleNamespace

import openpyxl
import pytest

from incidents.errors import BadFile
from incidents.files import Mapping, ReadOptions, guess, read_table
from incidents.files.codebooks import GDELT_HEADER
from incidents.model import Estimate, Measure, PersonStatus, Precision, Sensitivity

TODAY = date(2026, 1, 1)
ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp"
)
UCDP_OLD = (
    "id,year,active_year,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,"
    "side_a_new_id,gwnoa,side_a,side_b_new_id,gwnob,side_b,number_of_sources,source_article,"
    "source_office,source_date,source_headline,source_original,where_prec,where_coordinates,adm_1,"
    "adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,"
    "date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high"
)
VIINA_INFO = (
    "viina_version,event_id,event_id_1pd,date,time,geonameid,feature_code,asciiname,ADM1_NAME,"
    "ADM1_CODE,ADM2_NAME,ADM2_CODE,longitude,latitude,GEO_PRECISION,GEO_API,location,address,"
    "report_id,source,url,text,lang"
)
GTD = (
    "eventid,iyear,imonth,iday,country_txt,provstate,city,latitude,longitude,specificity,summary,"
    "attacktype1,gname,weaptype1_txt,nkill,nwound"
)
ATLOS = (
    "sensitive,description,latitude,longitude,more_info,type,impact,equipment,date,status,location,"
    "tags,source_1,source_2"
)
GEOCONFIRMED = "Id;Date;Name;Description;Latitude;Longitude;Gear;Units;Source;Geolocation"
POINT = {"latitude": "49.99", "longitude": "36.23"}


def table(header, *rows, delimiter=",", shuffle=False, upper=False):
    columns = header.split(delimiter)
    order = list(reversed(columns)) if shuffle else columns
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow([c.upper() if upper else c for c in order])
    for row in rows:
        assert set(row) <= set(columns)
        writer.writerow([row.get(c, "") for c in order])
    return out.getvalue().encode()


def read(content, **options):
    return read_table(content, name="t", options=ReadOptions(**options), today=TODAY)


def only(content, **options):
    draft = read(content, **options)
    (accepted,) = draft.accepted
    figures = {(c.measure, c.subset_of): c.estimate for c in accepted.claims}
    return SimpleNamespace(
        draft=draft, incident=accepted.incident, figures=figures, claims=accepted.claims
    )


def acled(**cells):
    good = {"event_id_cnty": "UKR1", "event_date": "13 January 2023", "time_precision": "1",
            "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike",
            "location": "Kharkiv", "geo_precision": "1", "fatalities": "3", **POINT}  # fmt: skip
    return table(ACLED, good | cells)


@pytest.mark.parametrize("shuffle", [False, True])
@pytest.mark.parametrize("upper", [False, True])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_acled_in_any_order_and_case(shuffle, upper, bom):
    row = {"event_id_cnty": "UKR1", "event_date": "2023-01-13", "sub_event_type": "Armed clash",
           "event_type": "Battles", "location": "Kharkiv", "fatalities": "3", **POINT}  # fmt: skip
    found = only(bom + table(ACLED, row, shuffle=shuffle, upper=upper))
    assert found.draft.reading.format_id == "acled"
    assert "sub_event_type" in found.draft.reading.reasons[-1]
    assert found.figures == {(Measure.KILLED, None): Estimate.exactly(3)}
    assert found.incident.sub_event_type == "Armed clash"


@pytest.mark.parametrize("text", ["13 January 2023", "13-01-2023", "2023-01-13"])
def test_acled_dates(text):
    assert only(acled(event_date=text)).incident.when.start == date(2023, 1, 13)


@pytest.mark.parametrize(("code", "precision"), [("1", "settlement"), ("2", "adm2"), ("3", "adm1")])
def test_acled_places_come_in_no_finer_than_they_mean(code, precision):
    assert only(acled(geo_precision=code)).incident.place.precision.value == precision


@pytest.mark.parametrize(("code", "prec"), [("1", 1), ("2", 3), ("3", 4)])
def test_acled_times(code, prec):
    assert only(acled(time_precision=code)).incident.when.date_prec == prec


def test_acled_zero_reads_none_or_not_reported():
    found = only(acled(fatalities="0"))
    assert found.figures == {}
    assert "row.count_none_or_unreported" in found.draft.codes


def test_acled_keeps_its_own_codes_and_stays_out_of_public():
    found = only(acled(iso="804"))
    assert dict(found.incident.native)["iso"] == "804"
    assert "file.not_for_public" in found.draft.codes


def ucdp(**cells):
    good = {"id": "1", "type_of_violence": "3", "where_prec": "1",
            "where_coordinates": "Dhaka city", "date_prec": "2",
            "date_start": "2015-05-11 00:00:00.000", "date_end": "2015-05-12",
            "deaths_civilians": "4", "low": "4", "best": "5", "high": "9",
            "source_office": "A paper", "source_date": "2015-05-14", **POINT}  # fmt: skip
    return table(UCDP_OLD, good | cells)


def test_ucdp_figures_dates_and_parts():
    found = only(ucdp())
    assert found.draft.reading.dataset_id == "ucdp"
    assert found.figures == {
        (Measure.KILLED, None): Estimate(4, 5, 9),
        (Measure.KILLED, "civilians"): Estimate.exactly(4),
    }
    assert found.claims[1].status is PersonStatus.CIVILIAN
    assert not found.claims[1].counts
    assert (found.incident.when.last, found.incident.when.date_prec) == (date(2015, 5, 12), 2)
    assert found.claims[0].said.earliest.date() == date(2015, 5, 14)
    assert found.claims[0].source == "A paper"


@pytest.mark.parametrize(
    ("code", "precision"),
    [("1", Precision.SETTLEMENT), ("2", Precision.ADM2), ("3", Precision.ADM2),
     ("4", Precision.ADM1), ("5", Precision.ADM1), ("6", Precision.COUNTRY),
     ("7", Precision.UNKNOWN)],
)  # fmt: skip
def test_ucdp_places(code, precision):
    assert only(ucdp(where_prec=code)).incident.place.precision is precision


def test_ucdp_broken_bounds_warn_and_take_the_widest():
    found = only(ucdp(low="7", best="5", high="6"))
    assert found.figures[Measure.KILLED, None] == Estimate(5, 5, 7)
    assert "row.bounds_broken" in found.draft.codes


def test_viina_2():
    row = {"event_id": "1", "date": "20220224", "time": "00:00", "geonameid": "1",
           "asciiname": "Kharkiv", "ADM1_NAME": "Kharkiv", "GEO_PRECISION": "STREET",
           "source": "unian", "text": "x", **POINT}  # fmt: skip
    found = only(table(VIINA_INFO, row))
    assert found.draft.reading.format_id == "viina"
    assert found.incident.when.local_time is None
    assert found.incident.place.precision is Precision.STREET
    assert found.incident.place.country == "UA"
    assert "file.mentions" in found.draft.codes


def test_viina_1_labels_give_the_type_and_its_clock_is_kept():
    header = VIINA_INFO + ",t_uav_b,t_artillery_b"
    row = {"event_id": "1", "date": "20220224", "time": "05:30", "geonameid": "1",
           "asciiname": "Kharkiv", "ADM1_NAME": "K", "t_artillery_b": "1", **POINT}  # fmt: skip
    found = only(table(header, row))
    assert found.incident.sub_event_type == "Shelling/artillery/missile attack"
    assert found.incident.when.local_time == time(5, 30)


def gdelt(**cells):
    good = {"GLOBALEVENTID": "1", "SQLDATE": "20250424", "MonthYear": "202504", "Year": "2025",
            "EventCode": "0195", "ActionGeo_Type": "4", "ActionGeo_CountryCode": "UP",
            "ActionGeo_FullName": "Kharkiv, Kharkivs'ka Oblast', Ukraine",
            "ActionGeo_Lat": "49.99", "ActionGeo_Long": "36.23",
            "SOURCEURL": "https://x/"}  # fmt: skip
    row = good | cells
    return ("\t".join(row.get(c, "") for c in GDELT_HEADER) + "\n").encode()


def test_gdelt_by_shape_with_quotes_as_text():
    found = only(gdelt(Actor1Name='THE "ARMY', EventCode="195"))
    assert found.draft.reading.format_id == "gdelt"
    assert found.draft.account.lines == 1
    assert found.incident.place.name == "Kharkiv"
    assert found.incident.place.country is None  # FIPS codes are not ISO codes
    assert found.incident.sub_event_type == "Air/drone strike"
    assert dict(found.incident.native)["EventCode"] == "195"


@pytest.mark.parametrize(
    ("kind", "precision"), [("1", "country"), ("4", "settlement"), ("5", "adm1")]
)
def test_gdelt_places(kind, precision):
    assert only(gdelt(ActionGeo_Type=kind)).incident.place.precision.value == precision


def gtd(**cells):
    good = {"eventid": "1", "iyear": "2014", "imonth": "5", "iday": "2", "city": "Kharkiv",
            "specificity": "1", "attacktype1": "3", "nkill": "2", "nwound": "-99",
            **POINT}  # fmt: skip
    return table(GTD, good | cells)


def test_gtd_unknowns_are_not_zero():
    found = only(gtd())
    assert found.figures == {(Measure.KILLED, None): Estimate.exactly(2)}
    assert found.incident.event_type == "Explosions/Remote violence"


@pytest.mark.parametrize(
    ("month", "day", "last", "prec"),
    [("5", "0", date(2014, 5, 31), 4), ("0", "0", date(2014, 12, 31), 5)],
)
def test_gtd_unknown_days_span_what_is_known(month, day, last, prec):
    when = only(gtd(imonth=month, iday=day)).incident.when
    assert (when.last, when.date_prec) == (last, prec)


def test_gtd_fractions_are_about():
    found = only(gtd(nkill="2.5"))
    assert found.figures[Measure.KILLED, None].low == 2
    assert found.figures[Measure.KILLED, None].high == 3
    assert "row.count_rounded" in found.draft.codes


def test_atlos_withholds_what_it_marks():
    row = {"sensitive": "Personal Information Visible", "description": "x", "date": "2023-01-02",
           "location": "Kharkiv", **POINT}  # fmt: skip
    found = only(table(ATLOS, row))
    assert found.draft.reading.format_id == "atlos"
    assert found.incident.sensitivity is Sensitivity.WITHHOLD
    assert only(table(ATLOS, row | {"sensitive": "Not Sensitive"})).incident.sensitivity == "open"


def test_timemap_csv_is_month_first():
    content = table(
        "id,date,latitude,longitude,location,description,sources,associations",
        {"id": "CIV1", "date": "2/3/2022", "location": "Kharkiv", "description": "x", **POINT},
    )
    found = only(content)
    assert found.draft.reading.format_id == "timemap"
    assert found.incident.when.start == date(2022, 2, 3)


def test_timemap_json():
    item = {"id": "CIV1", "date": "02/24/2022", "location": "Kharkiv", "description": "x",
            "sources": [{"path": "https://x/"}], **POINT}  # fmt: skip
    found = only(json.dumps([item]).encode())
    assert found.draft.reading.format_id == "timemap"
    assert found.draft.account.holds


def test_geoconfirmed_rejects_impossible_years():
    good = {"Id": "1", "Date": "2023-01-02", "Name": "Kharkiv", "Geolocation": "https://x/",
            "Latitude": "49.99", "Longitude": "36.23"}  # fmt: skip
    bad = good | {"Id": "2", "Date": "0023-01-02"}
    draft = read(table(GEOCONFIRMED, good, bad, delimiter=";"))
    assert draft.reading.format_id == "geoconfirmed"
    assert len(draft.accepted) == 1
    assert draft.rejected[0].faults[0].code == "row.date_implausible"


def test_hxl_tags_decide():
    content = (
        "When,Where,Y,X,Dead,Hurt,Code\n"
        "#date +occurred,#loc +name,#geo +lat,#geo +lon,#affected +killed,#affected +injured,"
        "#adm1 +code\n2024-03-05,Kharkiv,49.99,36.23,3,12-15,UA63\n"
    )
    found = only(content.encode())
    assert found.draft.reading.format_id == "hxl"
    assert found.draft.account.lines == 1
    assert found.figures == {
        (Measure.KILLED, None): Estimate.exactly(3),
        (Measure.INJURED, None): Estimate(12, None, 15),
    }


def test_monthly_aggregates_are_refused_as_incidents():
    header = (
        "location_code,has_hrp,in_gho,provider_admin1_name,provider_admin2_name,admin1_code,"
        "admin1_name,admin2_code,admin2_name,admin_level,event_type,events,fatalities,"
        "reference_period_start,reference_period_end,dataset_hdx_id,resource_hdx_id,warning,error"
    )
    with pytest.raises(BadFile, match="monthly totals") as caught:
        read((header + "\n" + "," * 18 + "\n").encode())
    assert caught.value.code == "file.aggregate"


def test_a_workbook_reads_like_a_table():
    book = openpyxl.Workbook()
    book.active.append(["date", "place", "latitude", "longitude", "killed", "notes"])
    book.active.append([date(2024, 3, 5), "Kharkiv", 49.99, 36.23, 3, "=1+1"])
    book.active.append([date(2024, 3, 6), "Sumy", 50.9, 34.8, "≥12"])
    book.active.append([None, None])
    out = io.BytesIO()
    book.save(out)
    draft = read(out.getvalue())
    assert [a.line for a in draft.accepted] == [2, 3]
    assert draft.accepted[1].claims[0].estimate == Estimate.at_least(12)
    assert draft.account.lines == 2


def test_the_sheet_with_the_incidents_is_read():
    book = openpyxl.Workbook()
    book.active.append(["id", "title"])
    book.active.append(["src1", "A source"])
    events = book.create_sheet("EXPORT_EVENTS")
    events.append(["description", "date", "time", "location", "latitude", "longitude"])
    events.append(["x", "3/5/2024", "", "Kharkiv", 49.99, 36.23])
    out = io.BytesIO()
    book.save(out)
    found = only(out.getvalue())
    assert found.draft.reading.format_id == "timemap"
    assert found.incident.when.start == date(2024, 3, 5)


def test_a_mapping_is_guessed_saved_and_used():
    content = b"Tag,Ort,Tote\n05.03.2024,Kharkiv,3\n"
    mapping = Mapping((("date", "Tag"), ("location", "Ort"), ("killed", "Tote")))
    again = Mapping.from_json(mapping.to_json())
    assert again == mapping
    found = only(content, mapping=again)
    assert found.incident.when.start == date(2024, 3, 5)
    assert found.figures == {(Measure.KILLED, None): Estimate.exactly(3)}


def test_unnamed_columns_are_guessed_by_their_cells():
    found = guess(("a", "b", "c"), [["2024-03-05", "49.9935", "36.2304"]])
    assert dict(found.columns) == {"date": "a", "latitude": "b", "longitude": "c"}


def test_one_column_of_decimals_is_no_position():
    assert dict(guess(("a", "b"), [["2024-03-05", "49.9935"]]).columns) == {"date": "a"}


@pytest.mark.parametrize("text", ["", "{}", '{"columns": {"no_such": "x"}}', '{"columns": 3}'])
def test_a_saved_mapping_that_is_none_is_refused(text):
    with pytest.raises(BadFile, match="mapping"):
        Mapping.from_json(text)


def test_the_person_may_choose_another_format():
    found = only(acled(), format_id="mapped")
    assert found.draft.reading.format_id == "mapped"
    with pytest.raises(BadFile, match="no_such"):
        read(acled(), format_id="no_such")
