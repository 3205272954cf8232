"""Opening a program's collaborators: once, together, and again after a failure."""

import threading
from datetime import UTC, date, datetime

import pytest

from incidents.adapters.clock import FixedClock
from incidents.adapters.settings import read_settings
from incidents.errors import Cancelled, StoreError
from incidents.model import Action, Change, Measure, Report
from incidents.pipeline.selecting import describe, select, viewer_of
from incidents.pipeline.services import Opener, open_ledger, open_records, open_services
from incidents.query import Audience, Filter

CLOCK = FixedClock(datetime(2025, 6, 1, tzinfo=UTC))


def settings(home, **environ):
    return read_settings({"INCIDENTS_HOME": str(home), **environ})


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    return open_services(settings(tmp_path_factory.mktemp("home")), clock=CLOCK)


def test_a_first_start_derives_the_shipped_records(opened):
    tolls = dict(opened.mirror.toll(Filter(), viewer_of(opened)))
    assert tolls["reports"].incidents == 8
    assert tolls["reports"].placeholders == 13
    assert opened.ledger.revision() == 1


def test_the_map_shows_what_the_first_report_states_of_kyiv(opened):
    """Its 13 places are placeholders: the figures stand on the city alone."""
    units = {u.key: u for u in opened.mirror.units(Filter(), viewer_of(opened))}
    cells = opened.mirror.cells(Filter(), viewer_of(opened), 7)
    (kyiv,) = [c for c in cells if c.figures[Measure.FIRES].low]
    for shown in (units["UA-30"], kyiv):
        assert shown.incidents == 1
        assert [shown.figures[m].low for m in (Measure.KILLED, Measure.INJURED, Measure.FIRES)] == [
            12, 90, 40,
        ]  # fmt: skip
    assert all(u.figures[Measure.KILLED].low is None for u in units.values() if u.key != "UA-30")


def test_a_second_start_keeps_what_was_added_and_derives_nothing(tmp_path):
    first = open_records(settings(tmp_path), clock=CLOCK)
    report = Report(report_id="mine", text="x", publisher="P", published=date(2025, 4, 24))
    first.ledger.commit([Change(None, report)], author="a", action=Action.ADD_REPORT, reason="r")
    second = open_records(settings(tmp_path), clock=CLOCK)
    assert second.ledger.revision() == 2
    assert "mine" in [r.report_id for r in second.ledger.reports()]


def test_two_first_starts_at_once_derive_the_records_once(tmp_path):
    wanted = settings(tmp_path)
    problems = []

    def start():
        try:
            open_records(wanted, clock=CLOCK)
        except Exception as problem:  # noqa: BLE001 - whatever it is, the test names it
            problems.append(problem)

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert open_ledger(wanted).revision() == 1


def test_an_opener_opens_once_for_all_threads(tmp_path):
    opener = Opener(settings(tmp_path))
    found = []
    threads = [threading.Thread(target=lambda: found.append(opener())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len({id(services) for services in found}) == 1


def test_a_failed_opening_is_tried_again(tmp_path):
    home = tmp_path / "home"
    home.write_text("a file stands where the folder should be")
    opener = Opener(settings(home))
    with pytest.raises(StoreError, match="INCIDENTS_HOME"):
        opener()
    home.unlink()
    assert opener().ledger.revision() == 1


@pytest.mark.parametrize(
    ("environ", "audience"), [({}, Audience.OWNER), ({"INCIDENTS_PUBLIC": "1"}, Audience.PUBLIC)]
)
def test_who_looks_follows_the_settings(tmp_path, environ, audience):
    class Stub:
        clock = FixedClock(datetime(2025, 6, 1, 12, 34, 56, 789, tzinfo=UTC))

    Stub.settings = settings(tmp_path, **environ)
    viewer = viewer_of(Stub)
    assert viewer.audience is audience
    if audience is Audience.PUBLIC:
        assert viewer.now == datetime(2025, 6, 1, 12, 34, tzinfo=UTC)
        assert viewer.delay == Stub.settings.public_delay


def test_a_selection_streams_and_tells_how_far_it_is(opened):
    selection = select(opened, Filter(precisions=("adm1",)), viewer_of(opened))
    rows = list(selection.rows())
    assert {i.place.name for i, _ in rows} == {"Kharkiv Oblast", "Zhytomyr Oblast"}
    assert selection.described == "precision: adm1"
    assert selection.revision == opened.ledger.revision()


def test_placeholders_go_out_only_when_asked(opened):
    viewer = viewer_of(opened)
    plain = list(select(opened, Filter(), viewer).rows())
    whole = list(select(opened, Filter(), viewer, placeholders=True).rows())
    assert (len(plain), len(whole)) == (8, 21)


def test_a_selection_can_be_stopped(opened, monkeypatch):
    monkeypatch.setattr("incidents.pipeline.selecting._TOLD_EVERY", 2)

    def stop(done, total=None):
        if done:
            raise Cancelled(f"stopped after {done} of {total}")

    selection = select(opened, Filter(), viewer_of(opened), progress=stop)
    with pytest.raises(Cancelled, match="stopped after 2 of 8"):
        list(selection.rows())


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        pytest.param(Filter(), "everything", id="no filter"),
        pytest.param(Filter(since=date(2025, 4, 24)), "since: 2025-04-24", id="a day"),
        pytest.param(
            Filter(sources=("A", "B"), text="kyiv"), "source: A, B; text: kyiv", id="several"
        ),
    ],
)
def test_a_filter_in_words(chosen, words):
    assert describe(chosen) == words


def test_the_opener_tells_how_far_the_mirror_is(tmp_path):
    opener = Opener(settings(tmp_path))
    assert opener.being_mirrored is None
    told = []
    opener.tell = lambda done, total: told.append((done, total, opener.being_mirrored))
    opener()
    done, total, seen = told[-1]
    assert done == total > 0
    assert seen == (done, total)
    assert opener.being_mirrored is None
