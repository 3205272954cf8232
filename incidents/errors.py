"""Every error this package raises on purpose, in one tree.

    IncidentsError
    ├── BadInput (ValueError)          what a person or a file gave us cannot be used
    │   ├── BadReport                  a report text that cannot be read
    │   ├── BadFile                    a file that cannot be read as a table
    │   ├── BadFilter                  a filter or link that names what does not exist
    │   └── BadRecord                  values that contradict each other
    │       └── UngroundedQuote        a quote that is not what the report says there
    ├── NotFound (LookupError)         an id nobody knows
    ├── Conflict (RuntimeError)        the thing changed since it was looked at
    │   └── StaleEdit                  carries both versions
    ├── StoreError (OSError)           the ledger or the mirror cannot be used
    ├── Unavailable (ConnectionError)  something outside did not answer
    └── Cancelled (InterruptedError)   somebody asked long work to stop

A message says where, what was found and what to do. "Nothing found" is ``None`` or an
empty tuple, never an error. Errors are caught at the edges only: views, routes, commands.
"""

from __future__ import annotations


class IncidentsError(Exception):
    """Base of every error raised on purpose; its text can be shown to a person."""


class BadInput(IncidentsError, ValueError):
    """What was given cannot be used; the message says how to mend it."""


class BadReport(BadInput):
    """A report text that is empty, too long, binary, markup or in no language we read."""


class BadFile(BadInput):
    """A file that cannot be read as a table.

    ``code`` is stable and documented (``file.empty``, ``header.duplicate``, ...).
    """

    def __init__(self, message: str, *, code: str = "file.unreadable") -> None:
        super().__init__(message)
        self.code = code


class BadFilter(BadInput):
    """A filter, or a link that carries one, names something that does not exist."""


class BadRecord(BadInput):
    """Values that cannot all be true of one record; names the field and the value."""


class UngroundedQuote(BadRecord):
    """The slice of the report's text is not the quote."""


class NotFound(IncidentsError, LookupError):
    """An id that names nothing here."""


class Conflict(IncidentsError, RuntimeError):
    """The change does not fit the present state of the store."""


class StaleEdit(Conflict):
    """The record was changed by somebody else since it was looked at.

    Attributes:
        mine: the version that was to be saved.
        theirs: the version that stands now (``None`` if it is gone).
    """

    def __init__(self, message: str, *, mine: object, theirs: object) -> None:
        super().__init__(message)
        self.mine = mine
        self.theirs = theirs


class StoreError(IncidentsError, OSError):
    """The ledger or the mirror is missing, unreadable, full or from a newer version."""


class Unavailable(IncidentsError, ConnectionError):
    """Something outside this process did not answer (a database, a geocoder)."""


class Cancelled(IncidentsError, InterruptedError):
    """Somebody asked long work to stop; nothing of it was saved."""
