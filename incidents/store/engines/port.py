"""What the mirror asks of an engine that answers its questions."""

from __future__ import annotations

from typing import Any, Protocol

Row = dict[str, Any]


class Engine(Protocol):
    """Runs SQL over a table ``incident`` and a view ``public_incident``; safe to use from threads.

    Attributes:
        dialect: the name by which Ibis and sqlglot know its SQL.
    """

    dialect: str

    def rows(self, sql: str) -> list[Row]:
        """Run a statement and give its rows; `Unavailable` if the engine does not answer."""
        ...
