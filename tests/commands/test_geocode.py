"""`incidents geocode`: the gazetteer first, a server only when it is set and asked for."""

import json

import pytest

from incidents.adapters.network_choice import GeocoderChoice, read_choice
from incidents.adapters.network_store import StoredAnswers
from incidents.adapters.settings import read_settings
from incidents.errors import BadInput
from tests.adapters.test_network import Server, ok

HOSTILE = [{"lat": "49.99", "lon": "36.23", "display_name": "Kh\x1b[31m\n<b>arkiv"}]


@pytest.mark.parametrize(
    ("value", "choice"),
    [
        pytest.param("", None, id="unset"),
        pytest.param(
            "Nominatim",
            GeocoderChoice(kind="nominatim", domain="nominatim.openstreetmap.org"),
            id="word",
        ),
        pytest.param(
            "http://127.0.0.1:8080/geo/",
            GeocoderChoice(kind="nominatim", domain="127.0.0.1:8080/geo", scheme="http"),
            id="address",
        ),
        pytest.param(
            "photon+https://geo.example.org",
            GeocoderChoice(kind="photon", domain="geo.example.org"),
            id="photon",
        ),
    ],
)
def test_the_setting_is_read(value, choice):
    assert read_choice(value) == choice


@pytest.mark.parametrize(
    "value",
    ["google", "ftp://x.org", "https://", "https://a:b@x.org", "https://x.org/?k=1",
     "http://x.org:port", "bing+https://x.org", "https://x y.org"],
)  # fmt: skip
def test_what_is_no_server_is_said(value):
    with pytest.raises(BadInput, match=r"INCIDENTS_GEOCODER is .*give nominatim, photon"):
        read_choice(value)


def test_a_public_link_asks_nobody():
    environ = {"INCIDENTS_GEOCODER": "photon", "INCIDENTS_PUBLIC": "1"}
    assert read_settings(environ).geocoder is None


def test_without_network_nothing_is_sent(run):
    server = Server(ok(HOSTILE))
    with server.running() as domain:
        done = run("geocode", "Харкову", "--json", INCIDENTS_GEOCODER=f"http://{domain}")
    found = json.loads(done.stdout)
    assert found["gazetteer"][0]["adm1"] == "UA-63"
    assert found["network"] is None
    assert server.asked == []


def test_the_codes_of_ukraine_stand_beside_a_place(run):
    said = run("geocode", "Antonivka", "--country", "UA").stdout
    assert "Antonivka, Kherson Raion, UA-65 (settlement)  P-code UA6510, hromada UA6510015" in said


def test_a_country_that_is_no_more_is_said_to_be_none(run):
    result = run("geocode", "USSR")
    assert result.returncode == 0
    assert "Russia" in result.stdout
    assert "'USSR' is a country that is no more; its land lies in Russia, Ukraine" in result.stdout
    assert json.loads(run("geocode", "Iran", "--json").stdout)["note"] is None


def test_network_must_be_set(run):
    done = run("geocode", "Kharkiv", "--network")
    assert done.returncode == 1
    assert "set INCIDENTS_GEOCODER" in done.stderr


def test_with_network_name_and_country_leave_and_are_written_down(run, tmp_path):
    server = Server(ok(HOSTILE))
    with server.running() as domain:
        done = run("geocode", "Kharkiv", "--country", "ua", "--network",
                   INCIDENTS_GEOCODER=f"http://{domain}")  # fmt: skip
    assert f"Will send: Kharkiv, Ukraine, to: {domain}" in done.stderr
    assert [asked["q"] for asked in server.asked] == [["Kharkiv, Ukraine"]]
    assert f"{domain}  49.9900, 36.2300  Kh [31m <b>arkiv" in done.stdout
    store = StoredAnswers(tmp_path / "home" / "geocoder.sqlite")
    assert [d.sent for d in store.departures()] == ["Kharkiv, Ukraine"]
    store.close()
