"""Where the browser fetches the records of a filter, and which fetches the page follows. Pure.

The addresses are those of this process, relative to the page, so they work behind any proxy; the
filter travels in them as in the page's own address. What the viewer may not know is withheld by
the route, not here. Each address carries a word that is used once: under it the page finds how
far the work is.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

from incidents.api.streams import GIVEN_UP
from incidents.errors import NotFound
from incidents.files.outgoing import OUTGOING
from incidents.jobs import Job, JobBoard, State
from incidents.query import Filter, to_params

#: Downloads a page shows, the newest first.
SHOWN = 3
#: Seconds after a click in which a browser begins to fetch.
PATIENCE_S = 20.0


@dataclass(frozen=True, slots=True)
class Offer:
    """One format on offer: its file and words, its address, and why it cannot be had now, if so."""

    name: str
    label: str
    address: str
    word: str
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Fetch:
    """One click on an offer: what was to be fetched, its word, and when (seconds of any clock)."""

    name: str
    word: str
    at: float


@dataclass(slots=True)
class Taking:
    """The downloads of one session."""

    stem: str = field(default_factory=lambda: secrets.token_hex(16))
    fetches: list[Fetch] = field(default_factory=list)

    def begin(self, offer: Offer, at: float) -> None:
        """Follow what was clicked; the next click has a word of its own."""
        self.fetches = [Fetch(offer.name, offer.word, at), *self.fetches][:SHOWN]
        self.stem = secrets.token_hex(16)


def offers(chosen: Filter, total: int, stem: str, *, placeholders: bool = False) -> list[Offer]:
    """Every format for all records of a filter.

    Args:
        chosen: the filter of the page.
        total: how many records it selects.
        stem: what the words under which the work can be followed begin with.
        placeholders: whether sites of which only the number is known go out too.
    """
    asked = sorted(to_params(chosen).items())
    if placeholders:
        asked.append(("placeholders", ["1"]))
    found = []
    for number, (name, form) in enumerate(OUTGOING.items()):
        word = f"{stem}{number:02x}"
        query = urlencode([*asked, ("watch", [word])], doseq=True)
        file = f"incidents.{form.ending}"
        refused = (
            None if form.most is None or total <= form.most
            else f"{form.label} is made here of up to {form.most:,} records, and {total:,} are "
            f"selected: narrow the filter, or run incidents export --format {name} -o FILE."
        )  # fmt: skip
        words = f"{form.label}, {form.serves}"
        found.append(Offer(file, words, f"data/{file}?{query}", word, refused))
    return found


def job_of(fetch: Fetch, board: JobBoard) -> Job | None:
    """The work of a fetch; None if it was not begun, or is forgotten."""
    try:
        return board.get(fetch.word)
    except NotFound:
        return None


def is_open(fetch: Fetch, board: JobBoard, at: float) -> bool:
    """Whether something may still happen to it."""
    job = job_of(fetch, board)
    if job is None:
        return at - fetch.at < PATIENCE_S
    return not job.state.over


def outcome(fetch: Fetch, job: Job | None, *, public: bool) -> str:
    """What became of a fetch that is over, in a sentence."""
    if job is None:
        return f"{fetch.name}: the browser did not begin it, or it is long over."
    done = job.progress().done
    if job.state is State.DONE:
        return f"{fetch.name}: all {done:,} records sent."
    if job.state is State.CANCELLED:
        stalled = job.error is not None and job.error.startswith(GIVEN_UP)
        why = f": {job.error}" if stalled else ""
        return (
            f"{fetch.name}: stopped after {done:,} records{why}. "
            "What your browser has is not whole."
        )
    if public or job.error is None:
        return f"{fetch.name}: it could not be made just now. Try again in a minute."
    return job.error
