import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.errors import BadInput, Cancelled, Conflict, NotFound
from incidents.jobs import Job, JobBoard, Standing, State


class Ticks:
    """A clock that moves only when told."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def finished(work, **options):
    job = Job("j1", "import", work, **options)
    job.run()
    return job


def test_work_that_ends_is_done_with_its_result():
    job = finished(lambda _progress: 42)
    assert (job.state, job.result, job.error) == (State.DONE, 42, None)
    assert job.wait(0)


def fail_on_purpose(_progress):
    raise BadInput("line 3: no date; add one")


def fail_by_mistake(_progress):
    return 1 / 0


def test_an_error_raised_on_purpose_is_shown_as_it_is():
    job = finished(fail_on_purpose)
    assert (job.state, job.error) == (State.FAILED, "line 3: no date; add one")


def test_a_mistake_of_ours_is_logged_and_its_details_stay_out_of_the_page(caplog):
    with caplog.at_level(logging.ERROR):
        job = finished(fail_by_mistake)
    assert job.state is State.FAILED
    assert "ZeroDivision" not in job.error
    assert "ZeroDivision" in caplog.text


def test_rate_and_time_left_follow_the_last_seconds():
    ticks = Ticks()
    seen = []

    def work(progress):
        for done in range(0, 101, 10):
            progress(done, 200)
            seen.append(progress.progress())
            ticks.now += 1.0

    finished(work, tick=ticks)
    assert seen[0] == Standing(0, 200, None, None)
    assert seen[-1] == Standing(100, 200, 10.0, 10.0)
    assert seen[-1].share == 0.5


def test_a_slow_beginning_does_not_spoil_the_rate_for_ever():
    ticks = Ticks()
    rates = []

    def work(progress):
        done = 0
        for speed in [1] * 30 + [100] * 30:
            done += speed
            ticks.now += 1.0
            progress(done)
            rates.append(progress.progress().rate)

    finished(work, tick=ticks)
    assert rates[29] == pytest.approx(1.0)
    assert rates[-1] == pytest.approx(100.0)


@pytest.mark.parametrize(
    ("total", "share"),
    [
        pytest.param(None, None, id="not known"),
        pytest.param(0, None, id="nothing to do"),
        pytest.param(4, 0.75, id="three of four"),
        pytest.param(2, 1.0, id="never more than all"),
    ],
)
def test_share(total, share):
    assert Standing(3, total).share == share


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        pytest.param(Standing(), "0", id="nothing yet"),
        pytest.param(
            Standing(12000, 40000, 3100.0, 9.03),
            "12,000 of 40,000, 3,100/s, 9 s left",
            id="all of it",
        ),
        pytest.param(Standing(3, None, 1.5), "3, 1.5/s", id="total not known"),
        pytest.param(Standing(3, 7, 0.0), "3 of 7", id="standing still"),
    ],
)
def test_words_for_a_person(standing, words):
    assert standing.words() == words


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=30), st.integers(0, 1000))
def test_what_is_left_is_never_negative(steps, total):
    ticks = Ticks()
    job = Job("j", "t", lambda _progress: None, tick=ticks)
    for done in sorted(steps):
        job(done, total)
        ticks.now += 0.5
        left = job.progress().left
        assert left is None or left >= 0


def test_cancelling_stops_at_the_next_report():
    reached = []

    def work(progress):
        for done in range(10):
            reached.append(done)
            if done == 3:
                progress.cancel()
            progress(done, 10)

    job = finished(work)
    assert job.state is State.CANCELLED
    assert reached == [0, 1, 2, 3]
    assert "nothing of it was saved" in job.error


def test_a_job_cancelled_before_its_turn_never_begins():
    begun = []
    job = Job("j", "t", lambda _progress: begun.append(1))
    job.cancel()
    job.run()
    assert (job.state, begun) == (State.CANCELLED, [])


def test_cancelled_is_one_of_our_errors_and_a_standard_one():
    assert issubclass(Cancelled, InterruptedError)


def hold(job):
    """Work until cancelled."""
    done = 0
    while True:
        done += 1
        job(done)


def test_a_board_runs_jobs_in_threads_and_finds_them():
    board = JobBoard()
    job = board.start("count", lambda _progress: "result")
    assert job.wait(10)
    assert board.get(job.job_id) is job
    assert job.result == "result"


def test_a_board_runs_only_so_many_at_once():
    board = JobBoard(at_once=1)
    first = board.start("first", hold)
    second = board.start("second", lambda _progress: "after")
    assert second.wait(0.2) is False
    assert second.state is State.WAITING
    first.cancel()
    assert second.wait(10)
    assert first.state is State.CANCELLED


def test_a_board_forgets_what_is_over_first():
    board = JobBoard(kept=2)
    done = board.start("done", lambda _progress: 1)
    assert done.wait(10)
    running = board.start("running", hold)
    newest = board.start("newest", lambda _progress: 1)
    assert [job.title for job in board.jobs()] == ["newest", "running"]
    with pytest.raises(NotFound, match="start it again"):
        board.get(done.job_id)
    running.cancel()
    assert running.wait(10)
    assert newest.wait(10)


def test_a_board_full_of_running_jobs_refuses_another():
    board = JobBoard(kept=1)
    running = board.start("running", hold)
    with pytest.raises(Conflict, match="wait until one is over"):
        board.start("one too many", lambda _progress: 1)
    assert board.active() == (running,)
    running.cancel()
    assert running.wait(10)


def test_a_job_somebody_else_runs_is_found_and_stopped_under_its_own_id():
    board = JobBoard(kept=1)
    job = Job("mine", "sending", hold)
    board.enter(job)
    assert board.get("mine") is job
    with pytest.raises(Conflict, match="begun already"):
        board.enter(Job("mine", "again", hold))
    with pytest.raises(Conflict, match="wait until one is over"):
        board.enter(Job("other", "one too many", hold))
    assert not job.stopping
    job.cancel()
    assert job.stopping
    job.run()
    assert job.state is State.CANCELLED
