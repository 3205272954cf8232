"""An expression in steps: each is a named part of one statement and compiled by itself.

Ibis writes an expression that is used twice twice, and merges what follows on itself: figures
of trees, where each number rests on the ones before, would grow to hundreds of kilobytes of SQL.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types


@dataclass(slots=True)
class Steps:
    """Steps in the order in which they rest on each other."""

    named: list[tuple[str, ir.Table]] = field(default_factory=list)

    def then(self, name: str, step: ir.Table) -> ir.Table:
        """Take a step; what comes back stands for its rows."""
        self.named.append((name, step))
        return ibis.table(step.schema(), name=name)


@dataclass(frozen=True, slots=True, eq=False)
class Staged:
    """The steps of a question and the expression over them that answers it."""

    steps: tuple[tuple[str, ir.Table], ...]
    last: ir.Table

    def but(self, last: ir.Table) -> Staged:
        """The same steps with another answer."""
        return Staged(self.steps, last)
