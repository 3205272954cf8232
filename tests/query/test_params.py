from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.errors import BadFilter
from incidents.model import DATASETS, EVENT_TYPES, WEAPON_FAMILIES, Precision
from incidents.query import Filter, from_params, to_params

NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


def several(values):
    return st.lists(values, max_size=4, unique=True).map(tuple)


def frames():
    lat = st.floats(-90, 90)
    lon = st.floats(-180, 180)
    return st.tuples(lon, lat, lon, lat).map(
        lambda b: (b[0], min(b[1], b[3]), b[2], max(b[1], b[3]))
    )


@st.composite
def filters(draw):
    days = sorted(draw(st.tuples(st.dates(), st.dates())))
    return Filter(
        since=draw(st.sampled_from([None, days[0]])),
        until=draw(st.sampled_from([None, days[1]])),
        places=draw(several(NAMES)),
        event_types=draw(several(st.sampled_from(list(EVENT_TYPES)))),
        sub_event_types=draw(several(st.sampled_from(EVENT_TYPES["Battles"]))),
        weapon_families=draw(several(st.sampled_from(WEAPON_FAMILIES))),
        precisions=draw(several(st.sampled_from([p.value for p in Precision]))),
        sources=draw(several(NAMES)),
        datasets=draw(several(st.sampled_from(list(DATASETS)))),
        text=draw(st.text(max_size=30)),
        as_of=draw(st.none() | st.datetimes()),
        bounds=draw(st.none() | frames()),
        incident=draw(st.none() | NAMES),
    )


@given(filters())
def test_a_link_restores_the_filter(chosen):
    assert from_params(to_params(chosen)) == chosen


def test_the_empty_filter_is_the_bare_address():
    assert to_params(Filter()) == {}
    assert from_params({}) == Filter()


def test_one_value_may_be_a_bare_string():
    assert from_params({"since": "2025-04-24", "weapon": "drone"}) == Filter(
        since=date(2025, 4, 24), weapon_families=("drone",)
    )


def test_as_of_is_wall_time():
    found = from_params({"as_of": ["2025-04-24T10:30"]})
    assert found.as_of == datetime(2025, 4, 24, 10, 30)  # noqa: DTZ001 - wall time


@pytest.mark.parametrize(
    ("link", "found"),
    [
        pytest.param({"colour": "red"}, "no filter 'colour'", id="unknown name"),
        pytest.param({"since": "24.04.2025"}, "no date", id="a date of another form"),
        pytest.param({"since": "2025-02-30"}, "no date", id="a day that is none"),
        pytest.param({"as_of": "noon"}, "no local time", id="no time"),
        pytest.param({"as_of": "2025-04-24T10:00+03:00"}, "no local time", id="with an offset"),
        pytest.param({"type": "Party"}, "is not known", id="no event type"),
        pytest.param({"subtype": "Party"}, "is not known", id="no sub-event type"),
        pytest.param({"weapon": "spoon"}, "is not known", id="no weapon"),
        pytest.param({"precision": "exact"}, "is not known", id="no precision"),
        pytest.param({"dataset": "mine"}, "is not known", id="no data set"),
        pytest.param({"bounds": "1,2,3"}, "no map frame", id="three numbers"),
        pytest.param({"bounds": "nan,0,1,1"}, "no map frame", id="not a number"),
        pytest.param({"bounds": "0,50,1,40"}, "no map frame", id="south above north"),
        pytest.param({"since": ["2025-01-01", "2025-01-02"]}, "2 times", id="twice"),
        pytest.param({"text": "a" * 501}, "too long", id="too long"),
        pytest.param({"place": ["x"] * 201}, "too long", id="too many"),
        pytest.param(
            {"since": "2025-02-01", "until": "2025-01-01"}, "swap the two", id="backwards"
        ),
    ],
)
def test_a_bad_link_says_which_and_why(link, found):
    with pytest.raises(BadFilter, match=found):
        from_params(link)
