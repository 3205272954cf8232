"""Who is named in the log where nobody is said."""

from __future__ import annotations

import getpass


def whoever() -> str:
    """Name of the person at the keyboard, for the log."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "command line"
