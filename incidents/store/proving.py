"""The schema's CHECK rules, proved for very many new rows at once.

SQLite tries every CHECK at every row it inserts, which is a quarter of what an import costs. So
they are put off for a batch and then asked as one question of its rows; the rules are the
schema's own, read from the table, so that the two cannot differ. NOT NULL, keys and references
are never put off. PostgreSQL checks quickly and keeps its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

import sqlalchemy as sa

from incidents.errors import StoreError


@contextmanager
def proved(connection: sa.Connection, tables: Sequence[sa.Table]) -> Iterator[None]:
    """Insert within; what was added to the tables has kept every rule, or StoreError.

    The caller's transaction is to be rolled back on any error.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    before = [_last(connection, table.name) for table in tables]
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
    for table, row in zip(tables, before, strict=True):
        _prove(connection, table, row)


def _last(connection: sa.Connection, table: str) -> int:
    found = connection.exec_driver_sql(f'SELECT max(rowid) FROM "{table}"').scalar()  # noqa: S608 - our own schema
    return int(found or 0)


def _prove(connection: sa.Connection, table: sa.Table, after: int) -> None:
    rules = rules_of(table)
    broken = " OR ".join(f"({rule}) IS FALSE" for _, rule in rules)
    where = f'FROM "{table.name}" WHERE rowid > ?'
    row = connection.exec_driver_sql(
        f"SELECT rowid {where} AND ({broken}) LIMIT 1",
        (after,),
    ).scalar()
    if row is None:
        return
    for name, rule in rules:
        if connection.exec_driver_sql(
            f'SELECT ({rule}) IS FALSE FROM "{table.name}" WHERE rowid = ?',  # noqa: S608 - our own schema
            (row,),
        ).scalar():
            raise StoreError(
                f"the database refused a row that breaks its rules (CHECK constraint failed: "
                f"{name}); nothing was saved"
            )


@lru_cache(maxsize=8)
def rules_of(table: sa.Table) -> tuple[tuple[str, str], ...]:
    """Names of the table's CHECK rules with their text; a rule is broken where it is false."""
    checks = (c for c in table.constraints if isinstance(c, sa.CheckConstraint))
    return tuple(sorted((str(c.name), str(c.sqltext)) for c in checks))
