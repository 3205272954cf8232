"""What the mirror asks of an engine that answers its questions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

import duckdb

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class State:
    """What an engine's copy holds.

    Attributes:
        revision: the ledger's revision that was copied; 0 for nothing.
        stamp: what tells that revision from another ledger's of the same number.
        layout: version of the columns; a copy of another layout is made anew.
    """

    revision: int
    stamp: str
    layout: str


#: An engine that holds nothing yet.
EMPTY = State(0, "", "")


class Engine(Protocol):
    """Runs SQL over a table ``incident`` and a view ``public_incident``; safe to use from threads.

    Attributes:
        dialect: the name by which Ibis and sqlglot know its SQL.
    """

    dialect: str

    def rows(self, sql: str) -> list[Row]:
        """Run a statement and give its rows; `Unavailable` if the engine does not answer."""
        ...


class CopyEngine(Engine, Protocol):
    """An engine with a copy of the mirror's rows of its own."""

    def state(self) -> State:
        """Tell what the copy holds; `EMPTY` if there is none that can be used."""
        ...

    def replace(
        self, source: duckdb.DuckDBPyConnection, ids: Collection[str] | None, state: State
    ) -> None:
        """Take over rows from the mirror, all at once or not at all.

        Args:
            source: where ``incident`` stands as it is to be.
            ids: incidents that changed, came or went; ``None`` replaces everything.
            state: what the copy holds afterwards.
        """
        ...

    def close(self) -> None:
        """Let go of connections; the copy stays."""
        ...
