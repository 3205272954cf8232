"""The collaborators of one running program, opened once and passed on.

Everything above (routes, commands, pages) takes a `Services`; nothing below knows it. Opening
migrates the ledger, derives the shipped records if they are not there yet, and brings the
mirror up to date. What is heavy to import is imported when it is opened, so that a command
that needs no store starts quickly.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from incidents.adapters.clock import SystemClock
from incidents.adapters.settings import Settings, read_settings
from incidents.errors import Conflict, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from incidents.model.ports import Clock, Extractor, Gazetteer, Progress, Toponyms
    from incidents.store.ledger import Ledger
    from incidents.store.mirror import Mirror


#: Name of the mirror's file in the home folder; another start takes it up again.
MIRROR = "mirror.duckdb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What reading a report text takes; needs no store."""

    gazetteer: Gazetteer
    toponyms: Toponyms
    extractor: Extractor


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What adding reports and tables takes: the ledger, filled, and what reads."""

    ledger: Ledger
    gazetteer: Gazetteer
    toponyms: Toponyms
    extractor: Extractor


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """All collaborators of one program.

    Attributes:
        settings: how this installation runs.
        ledger: the truth; migrated.
        mirror: this process's own columnar copy, which follows the ledger.
    """

    settings: Settings
    ledger: Ledger
    mirror: Mirror
    gazetteer: Gazetteer
    toponyms: Toponyms
    extractor: Extractor
    clock: Clock


def open_reader() -> Reader:
    """Load the shipped gazetteer and the grammar."""
    from incidents.adapters.gazetteer import load_gazetteer
    from incidents.extract import GrammarExtractor
    from incidents.geocode import TextToponyms

    gazetteer = load_gazetteer()
    return Reader(
        gazetteer=gazetteer,
        toponyms=TextToponyms(gazetteer),
        extractor=GrammarExtractor(),
    )


def open_ledger(settings: Settings, *, clock: Clock | None = None) -> Ledger:
    """Open and migrate the ledger; StoreError names the folder that cannot be written."""
    from incidents.store.ledger import Ledger

    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StoreError(
            f"INCIDENTS_HOME is {str(settings.home)!r}: {problem.strerror}; "
            "choose a folder you may write to"
        ) from problem
    return Ledger.open(settings.database_url, clock=clock or SystemClock())


def open_records(settings: Settings, *, clock: Clock | None = None) -> Records:
    """Open the ledger and what reads; derive the shipped records where they are not there.

    That comes first: a ledger that already holds something is taken as filled.
    """
    from incidents.pipeline.shipped import ensure_shipped

    clock = clock or SystemClock()
    ledger = open_ledger(settings, clock=clock)
    reader = open_reader()
    try:
        ensure_shipped(
            ledger,
            reader.toponyms,
            reader.extractor,
            data=settings.data,
            gazetteer=reader.gazetteer,
        )
    except Conflict:
        # Another process derived them in the same moment.
        if ledger.revision() == 0:
            raise
    return Records(
        ledger=ledger,
        gazetteer=reader.gazetteer,
        toponyms=reader.toponyms,
        extractor=reader.extractor,
    )


def open_tables(settings: Settings) -> tuple[Ledger, Gazetteer]:
    """Open what adding tables takes: the ledger, filled, and the gazetteer.

    As `open_records`, without the grammar where the ledger is filled already.
    """
    from incidents.adapters.gazetteer import load_gazetteer

    ledger = open_ledger(settings)
    if ledger.revision() > 0:
        return ledger, load_gazetteer()
    records = open_records(settings)
    return records.ledger, records.gazetteer


def open_services(
    settings: Settings,
    *,
    clock: Clock | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Services:
    """Open everything, with the mirror brought up to the ledger.

    Args:
        settings: from `read_settings`.
        clock: the machine's clock unless a test passes another.
        progress: told how many of how many incidents are mirrored.

    Raises:
        StoreError: the ledger or mirror cannot be used; the message says which and how to mend.
    """
    from incidents.store.engines.choose import open_engine
    from incidents.store.mirror import Mirror

    clock = clock or SystemClock()
    records = open_records(settings, clock=clock)
    mirror = Mirror.open(
        records.ledger,
        settings.home / MIRROR,
        within=records.gazetteer.within,
        progress=progress,
        answers=open_engine(settings.engine_url, settings.home),
    )
    return Services(
        settings=settings,
        ledger=records.ledger,
        mirror=mirror,
        gazetteer=records.gazetteer,
        toponyms=records.toponyms,
        extractor=records.extractor,
        clock=clock,
    )


class Opener:
    """Opens services at the first call and hands out the same ones ever after.

    A failed opening is not remembered: once the cause is mended the next call succeeds.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.tell: Progress | None = None
        self._done: tuple[int, int] | None = None
        self._lock = threading.Lock()
        self._opened: Services | None = None

    def __call__(self) -> Services:
        """The services, opened if they are not yet."""
        with self._lock:
            if self._opened is None:
                self._opened = open_services(self.settings, progress=self._note)
            return self._opened

    @property
    def opened(self) -> Services | None:
        """The services if they are open; asking does not open them, nor wait for them."""
        return self._opened

    def _note(self, done: int, total: int) -> None:
        self._done = done, total
        if self.tell is not None:
            self.tell(done, total)

    @property
    def being_mirrored(self) -> tuple[int, int] | None:
        """Incidents mirrored, and all, while the mirror is built; ``None`` before and after."""
        return self._done if self._opened is None else None


_process_lock = threading.Lock()
_process: list[Opener] = []


def process_opener() -> Opener:
    """What opens the services of this process, once."""
    with _process_lock:
        if not _process:
            _process.append(Opener(read_settings(os.environ)))
    return _process[0]


def process_services() -> Services:
    """The services of this process: page and routes share one ledger and one mirror."""
    return process_opener()()
