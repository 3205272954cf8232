"""Lets a page's timers through to its script only when there is something for them to do.

Every open dashboard asks every `FOLLOW_S` seconds whether the data changed. Asked of the script,
that is a thread and a run of its fragment for each viewer each time, though the answer is nearly
always no; here the ledger is asked once for all of them. And a timer that reaches Streamlit just
when a whole run of the page ends makes it drop what that run sent last (the runner is replaced
before its messages are handled, `AppSession.request_rerun`): the page would go on showing figures
of the selection before. So a timer waits, which is to say is dropped and comes again, while the
page is being drawn.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]  # ships no types
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

#: Seconds between two looks of a page for new data; no other timer has this interval.
FOLLOW_S = 2.0
#: Seconds the ledger's revision is taken for the newest one.
FRESH_S = 0.5
#: Seconds after which a page counts as drawn though no end of its run was told.
PATIENCE_S = 10.0
#: Bytes; what starts and ends a run is smaller, and what is larger is not looked into.
SMALL = 4096
#: Where Streamlit's page speaks with its script.
STREAM = "/_stcore/stream"

_ENDED = frozenset({ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR})
#: A run that gives way to a whole one.
_AGAIN = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class Pulse:
    """The ledger's revision, asked at most twice a second whoever wants to know."""

    def __init__(self, ask: Callable[[], int | None]) -> None:
        self._ask = ask
        self._known: int | None = None
        self._since = float("-inf")
        self._lock = asyncio.Lock()

    async def revision(self) -> int | None:
        """The newest revision; None if it cannot be said yet, or at all, which the page shows."""
        async with self._lock:
            if time.monotonic() - self._since > FRESH_S:
                try:
                    self._known = await asyncio.to_thread(self._ask)
                except Exception:  # noqa: BLE001 - whatever it is, the page's own question meets it
                    self._known = None
                self._since = time.monotonic()
            return self._known


class Line:
    """One page's connection: what it shows, and whether it is being drawn."""

    def __init__(self, pulse: Pulse, clock: Callable[[], float] = time.monotonic) -> None:
        self._pulse = pulse
        self._clock = clock
        self._followers: set[str] = set()
        self._drawn_from = float("-inf")
        self._shown: int | None = None
        self._looked: int | None = None

    async def passes(self, data: bytes) -> bool:
        """Whether a message of the browser goes on to the script."""
        try:
            message = BackMsg.FromString(data)
        except DecodeError:
            return True
        if message.WhichOneof("type") != "rerun_script":
            return True
        asked = message.rerun_script
        if not asked.fragment_id:
            self._drawn_from = self._clock()
        return not asked.is_auto_rerun or await self._is_due(asked.fragment_id)

    async def _is_due(self, timer: str) -> bool:
        if self._is_drawn():
            return False
        if timer not in self._followers:
            return True
        newest = await self._pulse.revision()
        if self._shown is None:
            # The page was drawn before the data could be asked; it looks itself once.
            self._looked = newest
            return True
        return newest != self._shown

    def _is_drawn(self) -> bool:
        """Whether a whole run of the page is asked for or under way."""
        return self._clock() - self._drawn_from < PATIENCE_S

    async def hears(self, data: bytes) -> None:
        """Note what the script tells the browser of its runs and timers."""
        if len(data) > SMALL:
            return
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "new_session" and self._is_drawn():
            # Asked before the page asks: what it shows is this revision or a newer one.
            self._shown = await self._pulse.revision()
        elif kind == "script_finished" and message.script_finished in _ENDED:
            self._drawn_from = float("-inf")
        elif kind == "script_finished" and message.script_finished == _AGAIN:
            self._drawn_from = self._clock()
        elif kind == "script_finished" and self._shown is None:
            self._shown = self._looked
        elif kind == "auto_rerun" and message.auto_rerun.interval == FOLLOW_S:
            self._followers.add(message.auto_rerun.fragment_id)


class Pacing:
    """Stands between every page and its script; see the module."""

    def __init__(self, app: ASGIApp, revision: Callable[[], int | None]) -> None:
        self.app = app
        self._pulse = Pulse(revision)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but timers that have nothing to do."""
        if scope["type"] != "websocket" or not scope["path"].endswith(STREAM):
            await self.app(scope, receive, send)
            return
        line = Line(self._pulse)

        async def paced() -> Message:
            while True:
                message = await receive()
                data = message.get("bytes") if message["type"] == "websocket.receive" else None
                if not data or await line.passes(data):
                    return message

        async def heard(message: Message) -> None:
            data = message.get("bytes") if message["type"] == "websocket.send" else None
            if data:
                await line.hears(data)
            await send(message)

        await self.app(scope, paced, heard)
