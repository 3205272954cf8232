"""A network geocoder, asked only when a person asks for it.

Only a place and a country leave the machine, never report text; each time is written down
first. One pace for the process, answers kept, few retries that honour Retry-After, a breaker,
and a deadline that a slow drip cannot stretch.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from geopy.adapters import get_retry_after  # type: ignore[import-untyped]
from geopy.exc import GeocoderRateLimited, GeopyError  # type: ignore[import-untyped]
from geopy.geocoders import Nominatim, Photon  # type: ignore[import-untyped]
from geopy.location import Location  # type: ignore[import-untyped]
from geopy.point import Point  # type: ignore[import-untyped]

from incidents.adapters.network_choice import GeocoderChoice
from incidents.adapters.network_door import Door
from incidents.adapters.network_guard import PROCESS_PACE, Breaker, Pace
from incidents.adapters.network_store import LONGEST_WAIT, Departure, StoredAnswers
from incidents.errors import BadInput, Unavailable

logger = logging.getLogger(__name__)

USER_AGENT = "incidents/0.1 (offline-first incident records; asked by a person)"
#: A name longer than this is a sentence, and sentences stay here.
LONGEST, MOST_WORDS = 100, 10
#: What a request may end in that is no answer; an answer of the wrong shape raises anything.
_NO_ANSWER = (
    GeopyError, OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError,
)  # fmt: skip


def nominatim(domain: str, scheme: str = "https") -> Any:  # noqa: ANN401 - geopy is untyped
    """Geopy's client of a Nominatim server: the public one or one's own."""
    return Nominatim(
        domain=domain,
        scheme=scheme,
        user_agent=USER_AGENT,
        timeout=5,
        adapter_factory=Door,
    )


def photon(domain: str, scheme: str = "https") -> Any:  # noqa: ANN401 - geopy is untyped
    """Geopy's client of a Photon server: the public one or one's own."""
    return Photon(
        domain=domain,
        scheme=scheme,
        user_agent=USER_AGENT,
        timeout=5,
        adapter_factory=Door,
    )


def open_geocoder(choice: GeocoderChoice, store: StoredAnswers) -> NetworkGeocoder:
    """The geocoder of a choice, keeping its answers and departures in ``store``."""
    client = {"nominatim": nominatim, "photon": photon}[choice.kind]
    return NetworkGeocoder(
        service=choice.domain, geocoder=client(choice.domain, choice.scheme), store=store
    )


@dataclass(slots=True, kw_only=True)
class NetworkGeocoder:
    """Wraps a geopy geocoder.

    Attributes:
        service: its name, as shown beside what left the machine.
        geocoder: geopy's client, see `nominatim` and `photon`.
        tries: requests made for one question at most.
        deadline: seconds one request may take, whatever the server does.
        wall: the clock that programs share; what is kept of the last request is told by it.
    """

    service: str
    geocoder: Any
    store: StoredAnswers
    pace: Pace = field(default_factory=lambda: PROCESS_PACE)
    breaker: Breaker = field(default_factory=Breaker)
    tries: int = 3
    deadline: float = 10.0
    wall: Callable[[], float] = time.time

    def geocode(
        self, query: str, *, country: str | None = None, exactly_one: bool = True
    ) -> Location | list[Location] | None:
        """Places the service knows by that name; None if it knows none.

        Args:
            query: the place's name alone.
            country: its country's name, to tell namesakes apart.
            exactly_one: the first place, else all of them.

        Raises:
            BadInput: the query is not a place name (too long, several lines).
            Unavailable: the service did not answer; the message says when it is asked again.
        """
        sent = _checked(query) + (f", {_checked(country)}" if country else "")
        answers = self.store.recall(self.service, sent.casefold())
        if answers is None:
            answers = self._ask(sent)
            self.store.keep(self.service, sent.casefold(), answers)
        found = [Location(a["address"], Point(a["lat"], a["lon"]), a["raw"]) for a in answers]
        if not found:
            return None
        return found[0] if exactly_one else found

    def departures(self, most: int = 100) -> tuple[Departure, ...]:
        """What left the machine, newest first."""
        return self.store.departures(most)

    def _ask(self, sent: str) -> list[dict[str, Any]]:
        why = "no answer"
        for attempt in range(self.tries):
            self.breaker.check()
            self.pace.wait()
            self.pace.sleep(self.store.turn(self.service, self.pace.interval, self.wall()))
            self.store.note(self.service, sent)
            logger.info("sent to %s: %s", self.service, sent)
            try:
                found = _within(
                    self.deadline, lambda: self.geocoder.geocode(sent, exactly_one=False)
                )
                answers = [_kept(location) for location in found or ()]
            except GeocoderRateLimited as error:
                why = "it asks to slow down"
                self._wait_as_told(error.retry_after, attempt)
            except _NO_ANSWER as error:
                why = f"{type(error).__name__}"
                self._wait_as_told(_told_by(error), attempt)
            else:
                self.breaker.worked()
                return answers
            self.breaker.failed()
        raise Unavailable(
            f"geocoder {self.service}: no usable answer for {sent!r} "
            f"in {self.tries} tries ({why}); try later, or place it by hand"
        )

    def _wait_as_told(self, seconds: float | None, attempt: int) -> None:
        told = 2.0**attempt if seconds is None else float(seconds)
        self.store.hold(self.service, told, self.wall())
        if told > LONGEST_WAIT:
            self.breaker.failed()
            self.pace.hold(LONGEST_WAIT)
            raise Unavailable(
                f"geocoder {self.service}: it asks to wait {told:.0f} s; try again after that"
            )
        self.pace.hold(told)


def _told_by(error: BaseException) -> float | None:
    """Seconds of the Retry-After that came with a failure, such as a 503."""
    headers = getattr(error.__cause__, "headers", None)
    try:
        return get_retry_after(headers) if headers else None
    except (ValueError, OverflowError):
        return None  # a date no calendar has


def _checked(name: str) -> str:
    """A name fit to leave the machine."""
    plain = name.strip()
    short = len(plain) <= LONGEST and len(plain.split()) <= MOST_WORDS
    if not short or not plain.isprintable() or not any(c.isalpha() for c in plain):
        raise BadInput(
            f"geocoder: {plain[:40]!r} is no place name; give the name of one place, "
            f"at most {MOST_WORDS} words, and nothing of the report's text"
        )
    return plain


def _kept(location: Location) -> dict[str, Any]:
    lat, lon = float(location.latitude), float(location.longitude)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"{lat}, {lon} is no point on the earth")
    return {"address": str(location.address), "lat": lat, "lon": lon, "raw": location.raw}


def _within(seconds: float, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - geopy is untyped
    """Run ``work`` in a thread of its own and wait no longer than ``seconds``.

    A socket's time-out starts again with every byte; this one does not.
    """
    done: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((work(), None))
        except Exception as error:  # noqa: BLE001 - carried over to the asking thread
            done.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        result, error = done.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"no whole answer within {seconds:.0f} s") from None
    if error is not None:
        raise error
    return result
