"""Who is named in the log where nobody is said, and the day it is."""

from __future__ import annotations

import getpass
from datetime import date


def whoever() -> str:
    """Name of the person at the keyboard, for the log."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "command line"


def today() -> date:
    """The day dates are held to."""
    return date.today()  # noqa: DTZ011 - the day on the wall, as dates in tables are
