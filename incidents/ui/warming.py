"""Prepares the first page in a thread, while the browser still loads the page's shell.

The page asks the same caches and waits for what is under way, so that nothing is done twice.
What goes wrong here goes wrong again for the page that needs it, and is shown there.
"""

from __future__ import annotations

import logging
import threading

from incidents.errors import IncidentsError

log = logging.getLogger(__name__)


def start() -> threading.Thread:
    """Begin; gives the thread, which ends with the process at the latest."""
    thread = threading.Thread(target=_work, name="first-page", daemon=True)
    thread.start()
    return thread


def _work() -> None:
    try:
        prepare()
    except IncidentsError as problem:
        log.warning("the first page could not be prepared: %s", problem)


def prepare() -> None:
    """Open the services, import the pages and ask what the dashboard asks without a filter.

    Opening comes first: a page that waits for a large ledger shows how far it is.
    """
    from incidents.pipeline.services import process_services
    from incidents.query import Filter

    mirror = process_services().mirror
    # The modules in the order the page's script names them: two threads wait, never cross.
    from incidents.ui import cache, edge  # noqa: F401
    from incidents.ui.views import dashboard  # noqa: F401

    everything, at = Filter(), cache.revision()
    cache.choices(at)
    cache.outlines()
    cache.answers(everything, at)
    cache.counted_twice(everything, at)
    cache.table(everything, at, 0)
    mirror.warm()
