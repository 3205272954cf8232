"""A download as work that the page can follow and stop."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from starlette.datastructures import QueryParams

from incidents.api import downloads
from incidents.errors import Cancelled, NotFound, StoreError
from incidents.files.outgoing import OUTGOING
from incidents.jobs import Job, JobBoard, State

WORD = "0123456789abcdef" * 2


@pytest.fixture
def board():
    return JobBoard(kept=downloads.AT_ONCE)


@pytest.fixture
def begin(services, board):
    """The answer to a request, not yet read."""
    endpoint = downloads.downloads(lambda: services, board)

    def begun(kind="csv", **said):
        return endpoint(
            SimpleNamespace(
                path_params={"kind": kind}, query_params=QueryParams(said), headers={},
                url=SimpleNamespace(path=f"/data/incidents.{kind}", query=""),
            )
        )  # fmt: skip

    return begun


def sent(answer):
    """What the browser gets, by the answer's own iterator."""
    import anyio  # noqa: PLC0415 - only here

    async def read():
        return b"".join([piece async for piece in answer.body_iterator])

    return anyio.run(read)


@pytest.mark.parametrize("kind", list(downloads.KINDS))
def test_a_download_tells_how_many_of_how_many(begin, board, kind):
    assert sent(begin(kind, watch=WORD))
    job = board.get(WORD)
    at = job.progress()
    assert (job.state, at.done, at.total) == (State.DONE, 8, 8)


def test_the_total_counts_what_goes_out(begin, board):
    sent(begin(watch=WORD, placeholders="1"))
    assert board.get(WORD).progress().total == 21


def test_a_download_without_a_word_is_not_found_under_one(begin, board):
    assert sent(begin())
    assert [len(job.job_id) for job in board.jobs()] == [32]
    with pytest.raises(NotFound):
        board.get(WORD)


def test_nothing_is_under_way_before_the_browser_reads(begin, board):
    begin(watch=WORD)
    assert board.jobs() == ()


def test_a_used_address_is_kept_by_no_store(begin):
    assert begin(watch=WORD).headers["cache-control"] == "no-store"
    assert begin().headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize("word", ["", "a", "g" * 32, "a" * 41, "../" * 11, "A" * 32])
def test_a_word_that_could_be_guessed_or_is_none_is_refused(begin, word):
    answer = begin(watch=word)
    assert answer.status_code == 400
    assert "watch" in json.loads(answer.body)["error"]["message"]


def writing(monkeypatch, write):
    form = replace(OUTGOING["csv"], writer=write)
    monkeypatch.setitem(downloads.KINDS, "csv", form)


def test_stopped_on_the_page_it_breaks_off_and_never_looks_whole(begin, board, monkeypatch):
    def write(selection, out):
        rows = selection.rows()
        next(rows)
        out.write(b"the first row")
        board.get(WORD).cancel()
        return sum(1 for _ in rows)

    writing(monkeypatch, write)
    with pytest.raises(Cancelled):
        sent(begin(watch=WORD))
    assert board.get(WORD).state is State.CANCELLED
    assert board.active() == ()


def test_a_full_disk_is_said_and_the_download_breaks_off(begin, board, monkeypatch):
    def write(_selection, _out):
        raise OSError(28, "No space left on device")

    writing(monkeypatch, write)
    with pytest.raises(StoreError):
        sent(begin(watch=WORD))
    job = board.get(WORD)
    assert job.state is State.FAILED
    assert "No space left on device; make room, or take CSV" in job.error


def test_only_so_many_are_sent_at_once(begin, board):
    for number in range(downloads.AT_ONCE):
        board.enter(Job(str(number), "sending", len))
    answer = begin(watch=WORD)
    assert answer.status_code == 503
    assert "try again in a minute" in json.loads(answer.body)["error"]["message"]
