"""Network geocoders against a server on this machine that misbehaves in every known way."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.location import Location
from geopy.point import Point

from incidents.adapters.network import NetworkGeocoder, nominatim, photon
from incidents.adapters.network_guard import Breaker, Pace
from incidents.adapters.network_places import places_of
from incidents.adapters.network_store import StoredAnswers
from incidents.errors import BadInput, StoreError, Unavailable
from incidents.model import Precision
from tests.loopback import serving

FOUND = [{"lat": "49.99", "lon": "36.23", "display_name": "Kharkiv, Ukraine", "osm_id": 1}]


class Server:
    """Plays one script of answers: (status, headers, body) each, the last one for ever."""

    def __init__(self, *script):
        self.script, self.asked, self.agents = list(script), [], []

    def next(self):
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    @contextmanager
    def running(self) -> Iterator[str]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                server.asked.append(parse_qs(urlsplit(self.path).query))
                server.agents.append(self.headers["User-Agent"])
                status, headers, body = server.next()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    for part in body if isinstance(body, list) else [body]:
                        self.wfile.write(part)
                        self.wfile.flush()
                        if isinstance(body, list):
                            time.sleep(0.1)
                except OSError:
                    pass  # the client gave up, as it should

            def log_message(self, *words):
                pass

        with serving(Handler) as address:
            yield address


def ok(answers):
    return 200, {"Content-Type": "application/json"}, json.dumps(answers).encode()


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def store(tmp_path):
    opened = StoredAnswers(tmp_path / "answers.db")
    yield opened
    opened.close()


def geocoder(store, domain, clock, **kept):
    return NetworkGeocoder(
        service="test",
        geocoder=nominatim(domain, "http"),
        store=store,
        pace=Pace(1.0, clock, clock.sleep),
        breaker=kept.pop("breaker", Breaker(clock=clock, most=99)),
        wall=kept.pop("wall", clock),
        **kept,
    )


def test_place_and_country_leave_and_nothing_else(store):
    server, clock = Server(ok(FOUND)), Clock()
    with server.running() as domain:
        found = geocoder(store, domain, clock).geocode("Kharkiv", country="Ukraine")
    assert (found.latitude, found.longitude) == (49.99, 36.23)
    assert found.raw["osm_id"] == 1
    assert [asked["q"] for asked in server.asked] == [["Kharkiv, Ukraine"]]
    assert server.agents[0].startswith("incidents/")
    assert [(d.service, d.sent) for d in store.departures()] == [("test", "Kharkiv, Ukraine")]


def test_the_same_place_is_asked_for_once(store):
    server, clock = Server(ok(FOUND)), Clock()
    with server.running() as domain:
        client = geocoder(store, domain, clock)
        assert client.geocode("Kharkiv").address == client.geocode("KHARKIV").address
    assert len(server.asked) == len(store.departures()) == 1


def test_not_found_is_none_and_kept(store):
    server, clock = Server(ok([])), Clock()
    with server.running() as domain:
        client = geocoder(store, domain, clock)
        assert client.geocode("Nowhere") is None
        assert client.geocode("Nowhere") is None
    assert len(server.asked) == 1


def test_photon_speaks_too(store):
    body = {
        "features": [
            {
                "geometry": {"coordinates": [36.23, 49.99]},
                "properties": {"name": "Kharkiv", "country": "Ukraine"},
            }
        ]
    }
    server, clock = Server(ok(body)), Clock()
    with server.running() as domain:
        client = NetworkGeocoder(
            service="photon",
            geocoder=photon(domain, "http"),
            store=store,
            pace=Pace(0, clock, clock.sleep),
        )
        found = client.geocode("Kharkiv")
    assert (found.latitude, found.longitude) == (49.99, 36.23)


def test_retry_after_is_honoured(store):
    server, clock = Server((429, {"Retry-After": "7"}, b""), ok(FOUND)), Clock()
    with server.running() as domain:
        assert geocoder(store, domain, clock).geocode("Kharkiv") is not None
    assert max(clock.slept) == pytest.approx(7.0)


def test_a_long_retry_after_is_told_to_the_person(store):
    server, clock = Server((429, {"Retry-After": "3600"}, b"")), Clock()
    with server.running() as domain, pytest.raises(Unavailable, match="3600 s"):
        geocoder(store, domain, clock).geocode("Kharkiv")
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param((500, {}, b"oops"), id="server error"),
        pytest.param((503, {}, b""), id="unavailable"),
        pytest.param((200, {}, b"<html>hello"), id="not JSON"),
        pytest.param((200, {}, b""), id="empty"),
        pytest.param((200, {}, b"\xff\xfe\x00"), id="no text"),
        pytest.param((200, {}, b'[{"lat": "north"}]'), id="no number"),
        pytest.param(
            (200, {}, b'[{"lat": "123", "lon": "0", "display_name": "x"}]'), id="off earth"
        ),
        pytest.param((200, {}, b'[{"lat": "nan", "lon": "0", "display_name": "x"}]'), id="nan"),
        pytest.param((200, {}, b"[1, 2]"), id="wrong shape"),
    ],
)
@pytest.mark.filterwarnings("ignore:Latitude normalization")  # geopy warns, then raises
def test_what_is_no_answer_is_unavailable_after_few_tries(store, answer):
    server, clock = Server(answer), Clock()
    with server.running() as domain, pytest.raises(Unavailable, match="by hand"):
        geocoder(store, domain, clock).geocode("Kharkiv")
    assert len(server.asked) == 3
    assert store.recall("test", "kharkiv") is None


def test_a_failure_is_mended_by_the_next_try(store):
    server, clock = Server((500, {}, b""), ok(FOUND)), Clock()
    with server.running() as domain:
        assert geocoder(store, domain, clock).geocode("Kharkiv") is not None


def test_a_slow_drip_does_not_outlast_the_deadline(store):
    server, clock = Server((200, {}, [b" "] * 30)), Clock()
    began = time.monotonic()
    with server.running() as domain, pytest.raises(Unavailable, match="TimeoutError"):
        geocoder(store, domain, clock, tries=1, deadline=0.3).geocode("Kharkiv")
    assert time.monotonic() - began < 6


def test_nobody_listening_is_unavailable(store):
    clock = Clock()
    with pytest.raises(Unavailable):
        geocoder(store, "127.0.0.1:9", clock).geocode("Kharkiv")


def test_the_breaker_spares_a_failing_service(store):
    server, clock = Server((500, {}, b"")), Clock()
    breaker = Breaker(most=2, rest=60, clock=clock)
    with server.running() as domain:
        client = geocoder(store, domain, clock, breaker=breaker)
        with pytest.raises(Unavailable, match="2 times in a row"):
            client.geocode("Kharkiv")
        with pytest.raises(Unavailable, match="asked again in"):
            client.geocode("Kyiv")
        assert len(server.asked) == 2
        clock.now += 61
        server.script = [ok(FOUND)]
        assert client.geocode("Kyiv") is not None


def test_one_pace_for_all():
    clock = Clock()
    pace = Pace(1.0, clock, clock.sleep)
    for _ in range(4):
        pace.wait()
    assert clock.slept == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    "query",
    [
        "", "   ", "12345", "line\nline", "x" * 101, "\x00Kyiv", "😀",
        "At least 12 people were killed and 90 wounded after Russia launched its attack",
    ],
)  # fmt: skip
def test_what_is_no_place_name_never_leaves(store, query):
    server, clock = Server(ok(FOUND)), Clock()
    with server.running() as domain, pytest.raises(BadInput, match="no place name"):
        geocoder(store, domain, clock).geocode(query)
    assert server.asked == []
    assert store.departures() == ()


def test_an_unusable_store_says_so(tmp_path):
    path = tmp_path / "answers.db"
    path.write_bytes(b"this is no database, not at all" * 100)
    with pytest.raises(StoreError, match="delete it"):
        StoredAnswers(path)


def test_a_redirect_is_not_followed_to_a_host_nobody_agreed_to(store):
    other, clock = Server(ok(FOUND)), Clock()
    with other.running() as elsewhere:
        server = Server((302, {"Location": f"http://{elsewhere}/search?q=Kharkiv"}, b""))
        with server.running() as domain, pytest.raises(Unavailable):
            geocoder(store, domain, clock).geocode("Kharkiv")
    assert other.asked == []
    assert len(server.asked) > 0


def test_an_answer_without_end_is_refused(store):
    server, clock = Server((200, {"Content-Type": "application/json"}, b"[" * 1_200_000)), Clock()
    with server.running() as domain, pytest.raises(Unavailable):
        geocoder(store, domain, clock).geocode("Kharkiv")


def http_date(seconds):
    return formatdate(time.time() + seconds, usegmt=True)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        pytest.param(lambda: "5", 5, 5, id="seconds"),
        pytest.param(lambda: http_date(8), 5, 9, id="a date of HTTP"),
        pytest.param(lambda: http_date(-600), 0, 1, id="a date gone by"),
        pytest.param(lambda: "-20", 0, 1, id="negative"),
        pytest.param(lambda: "soon", 1, 1, id="no time at all"),
        pytest.param(lambda: "Fri, 31 Dec 99999 23:59:59 GMT", 0, 1, id="no year of a calendar"),
    ],
)
def test_retry_after_in_every_form(store, status, header, least, most):
    server, clock = Server((status, {"Retry-After": header()}, b""), ok(FOUND)), Clock()
    with server.running() as domain:
        assert geocoder(store, domain, clock, wall=clock).geocode("Kharkiv") is not None
    assert least <= sum(clock.slept) <= most + 1  # and the usual pace


def test_a_503_that_asks_for_an_hour_is_told_to_the_person(store):
    server, clock = Server((503, {"Retry-After": http_date(3600)}, b"")), Clock()
    with server.running() as domain, pytest.raises(Unavailable, match=r"asks to wait 3[56]"):
        geocoder(store, domain, clock, wall=clock).geocode("Kharkiv")
    assert len(server.asked) == 1


def test_the_pace_holds_between_two_programs(tmp_path):
    server, clock = Server(ok(FOUND)), Clock()
    with server.running() as domain:
        for place in ("Kharkiv", "Kyiv", "Lviv"):
            opened = StoredAnswers(tmp_path / "answers.db")
            client = geocoder(opened, domain, clock, wall=clock)
            client.pace = Pace(1.0, clock, clock.sleep)  # a program starts with none
            client.geocode(place)
            opened.close()
    assert clock.now == pytest.approx(2.0)


def test_a_wait_that_was_asked_for_outlives_the_program(tmp_path):
    clock = Clock()
    first = StoredAnswers(tmp_path / "answers.db")
    first.hold("test", 20, clock())
    first.close()
    second = StoredAnswers(tmp_path / "answers.db")
    assert second.turn("test", 1.0, clock()) == pytest.approx(20)
    assert second.turn("other", 1.0, clock()) == 0
    second.close()


def test_a_clock_gone_wrong_stops_nobody(store):
    store.turn("test", 1.0, 1e12)
    assert store.turn("test", 1.0, 0.0) == 0


@pytest.mark.parametrize(
    ("raw", "precision"),
    [
        pytest.param({"addresstype": "village"}, Precision.SETTLEMENT, id="a village"),
        pytest.param({"addresstype": "state"}, Precision.ADM1, id="a state"),
        pytest.param({"properties": {"type": "district"}}, Precision.ADM2, id="Photon's district"),
        pytest.param({"addresstype": ["x"]}, Precision.ADM2, id="no word"),
        pytest.param({}, Precision.ADM2, id="not said: coarser than a town"),
        pytest.param("x", Precision.ADM2, id="no object"),
    ],
)
def test_an_answer_is_a_candidate_no_finer_than_it_says(raw, precision):
    answer = Location("Kharkiv\u202e,\n Ukraine", Point(49.99, 36.23), raw)
    (place,) = places_of([answer], unit_at=lambda *_: "UA-63", country_at=lambda *_: "UA")
    assert (place.name, place.precision) == ("Kharkiv , Ukraine", precision)
    assert (place.country, place.adm1, place.place_id) == ("UA", "UA-63", None)
