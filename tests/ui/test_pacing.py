"""A page's timers reach its script only when there is something for them to do."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from incidents.ui import pacing
from incidents.ui.pacing import FOLLOW_S, FRESH_S, PATIENCE_S, Line, Pacing, Pulse

ENDED = ForwardMsg.FINISHED_SUCCESSFULLY
FRAGMENT_ENDED = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
AGAIN = ForwardMsg.FINISHED_EARLY_FOR_RERUN


def run(coroutine):
    """Run it in a thread of its own: browser tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def rerun(fragment="", *, timer=False):
    message = BackMsg()
    message.rerun_script.fragment_id = fragment
    message.rerun_script.is_auto_rerun = timer
    return message.SerializeToString()


def started():
    message = ForwardMsg()
    message.new_session.name = "page"
    return message.SerializeToString()


def finished(status):
    message = ForwardMsg()
    message.script_finished = status
    return message.SerializeToString()


def timer(fragment, interval):
    message = ForwardMsg()
    message.auto_rerun.fragment_id = fragment
    message.auto_rerun.interval = interval
    return message.SerializeToString()


class Ledger:
    """Says a revision, counts how often it was asked, and fails when told to."""

    def __init__(self):
        self.revision, self.asked, self.broken = 1, 0, False

    def __call__(self):
        self.asked += 1
        if self.broken:
            raise OSError("the database is gone")
        return self.revision


@pytest.fixture
def ledger():
    return Ledger()


@pytest.fixture
def at_once(monkeypatch):
    """The ledger is asked each time, not twice a second."""
    monkeypatch.setattr(pacing, "FRESH_S", -1.0)


async def opened(ledger, now=None):
    """A page that has been drawn once, with a timer that looks for new data."""
    line = Line(Pulse(ledger), clock=(lambda: now[0]) if now else (lambda: 100.0))
    assert await line.passes(rerun())
    for message in (started(), timer("follow", FOLLOW_S), finished(ENDED)):
        await line.hears(message)
    return line


@pytest.mark.usefixtures("at_once")
def test_a_timer_passes_when_the_data_changed(ledger):
    async def play():
        line = await opened(ledger)
        before = await line.passes(rerun("follow", timer=True))
        ledger.revision = 2
        after = await line.passes(rerun("follow", timer=True))
        # The run it caused gives way to a whole one, which shows the new revision.
        for message in (started(), finished(AGAIN), started(), finished(ENDED)):
            await line.hears(message)
        return before, after, await line.passes(rerun("follow", timer=True))

    assert run(play()) == (False, True, False)


@pytest.mark.usefixtures("at_once")
def test_a_change_that_a_run_did_not_reach_is_asked_for_again(ledger):
    async def play():
        line = await opened(ledger)
        ledger.revision = 2
        passed = [await line.passes(rerun("follow", timer=True))]
        await line.hears(started())
        await line.hears(finished(FRAGMENT_ENDED))
        return [*passed, await line.passes(rerun("follow", timer=True))]

    assert run(play()) == [True, True]


@pytest.mark.parametrize("status", [ENDED, ForwardMsg.FINISHED_WITH_COMPILE_ERROR])
@pytest.mark.usefixtures("at_once")
def test_no_timer_passes_while_the_page_is_drawn(ledger, status):
    async def play():
        line = await opened(ledger)
        await line.passes(rerun())
        ledger.revision = 2
        asked = [await line.passes(rerun(f, timer=True)) for f in ("follow", "progress")]
        await line.hears(started())
        asked.append(await line.passes(rerun("follow", timer=True)))
        await line.hears(finished(status))
        ledger.revision = 3
        return [*asked, await line.passes(rerun("follow", timer=True))]

    assert run(play()) == [False, False, False, True]


@pytest.mark.usefixtures("at_once")
def test_a_run_whose_end_is_never_told_holds_timers_for_a_while_only(ledger):
    async def play():
        now = [100.0]
        line = await opened(ledger, now)
        await line.passes(rerun())
        ledger.revision = 2
        held = await line.passes(rerun("follow", timer=True))
        now[0] += PATIENCE_S
        return held, await line.passes(rerun("follow", timer=True))

    assert run(play()) == (False, True)


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(rerun(), id="a whole run"),
        pytest.param(rerun("table"), id="a click in a fragment"),
        pytest.param(rerun("progress", timer=True), id="another timer"),
        pytest.param(BackMsg(clear_cache=True).SerializeToString(), id="another message"),
        pytest.param(b"\xff\xff\xff", id="no message"),
    ],
)
def test_everything_else_passes(ledger, message):
    async def play():
        line = await opened(ledger)
        await line.hears(timer("progress", 0.5))
        return await line.passes(message)

    assert run(play())


@pytest.mark.usefixtures("at_once")
def test_a_ledger_that_cannot_answer_is_for_the_page_to_show(ledger):
    async def play():
        line = await opened(ledger)
        ledger.broken = True
        return await line.passes(rerun("follow", timer=True))

    assert run(play())


@pytest.mark.usefixtures("at_once")
def test_a_page_drawn_before_the_data_is_open_looks_once_itself(ledger):
    async def play():
        ledger.revision = None
        line = await opened(ledger)
        first = await line.passes(rerun("follow", timer=True))
        await line.hears(finished(FRAGMENT_ENDED))
        ledger.revision = 1
        asked = [first, await line.passes(rerun("follow", timer=True))]
        await line.hears(finished(FRAGMENT_ENDED))
        return [*asked, await line.passes(rerun("follow", timer=True))]

    assert run(play()) == [True, True, False]


def test_one_question_answers_all_pages(ledger):
    async def play():
        pulse = Pulse(ledger)
        return await asyncio.gather(*(pulse.revision() for _ in range(50)))

    assert run(play()) == [1] * 50
    assert ledger.asked == 1
    assert FRESH_S < FOLLOW_S


def test_it_stands_between_the_page_and_its_script(ledger):
    incoming = [rerun(), rerun("follow", timer=True), rerun("table")]
    reached, sent = [], []

    async def script(_, receive, send):
        await send({"type": "websocket.accept"})
        for _ in range(2):
            reached.append((await receive())["bytes"])
            await send({"type": "websocket.send", "bytes": timer("follow", FOLLOW_S)})

    async def receive():
        return {"type": "websocket.receive", "bytes": incoming.pop(0)}

    async def send(message):
        sent.append(message["type"])

    async def play():
        scope = {"type": "websocket", "path": "/base/_stcore/stream"}
        await Pacing(script, revision=ledger)(scope, receive, send)

    run(play())
    assert reached == [rerun(), rerun("table")]
    assert sent == ["websocket.accept", "websocket.send", "websocket.send"]
