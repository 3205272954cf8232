"""Numbers that stand for words in the mirror's own DuckDB: of data sets, and of the charts' places.

Grouping a million rows by a small number takes a fraction of what three texts take. A number is
given once, to words that had none, and never changes while the file lives. Every mirror numbers
for itself: the numbers are never copied to another engine (`incidents.store.columns.LOCAL`).
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from incidents.model import Precision, Sensitivity

#: What is numbered.
SET, PLACE = "set", "place"

#: The words of a row of the charts: label, place id, precision. Of what the public sees of a
#: lone sensitive place too (`incidents.store.public_rows`).
_LABEL = "coalesce(k.chart_label, i.place_name, 'place not named')"
_PLACE_ID = "CASE WHEN k.incident_id IS NULL THEN i.place_id ELSE k.chart_place_id END"
_PRECISION = "coalesce(k.chart_precision, i.precision)"
_COARSE = f"i.sensitivity = '{Sensitivity.COARSEN.value}'"
_COARSE_LABEL = "coalesce(i.adm2, 'place coarsened')"
_SETTLEMENT = f"'{Precision.SETTLEMENT.value}'"

#: Columns of the mirror, each as it is found beside ``stage_incident i`` and ``stage_knots k``.
SOURCES = {
    "set_number": "n_set.number",
    "chart_number": "n_place.number",
    "coarse_number": "n_coarse.number",
}


def _join(alias: str, kind: str, words: tuple[str, str, str], where: str = "") -> str:
    same = " AND ".join(
        f"{alias}.{name} IS NOT DISTINCT FROM {said}"
        for name, said in zip(("word", "id", "code"), words, strict=True)
    )
    table = f"(SELECT * FROM number WHERE kind = '{kind}') {alias}"  # noqa: S608 - constants
    return f"LEFT JOIN {table} ON {same}{where}"


#: What finds them.
JOINS = " ".join(
    (
        _join("n_set", SET, ("i.dataset_id", "NULL", "NULL")),
        _join("n_place", PLACE, (_LABEL, _PLACE_ID, _PRECISION)),
        _join("n_coarse", PLACE, (_COARSE_LABEL, "NULL", _SETTLEMENT), f" AND {_COARSE}"),
    )
)


def make_table(database: duckdb.DuckDBPyConnection) -> None:
    """Make the table of the words that have a number."""
    database.execute(
        "CREATE TABLE number (kind VARCHAR, number INTEGER, word VARCHAR, id VARCHAR, code VARCHAR)"
    )


def assign(target: duckdb.DuckDBPyConnection) -> None:
    """Give a number to every word of the staged rows that has none, in the words' order."""
    target.execute(f"""
        INSERT INTO number
        WITH said AS (
            SELECT '{SET}' AS kind, i.dataset_id AS word, NULL AS id, NULL AS code
            FROM stage_incident i
            UNION SELECT '{PLACE}', {_LABEL}, {_PLACE_ID}, {_PRECISION}
            FROM stage_incident i LEFT JOIN stage_knots k USING (incident_id)
            UNION SELECT '{PLACE}', {_COARSE_LABEL}, NULL, {_SETTLEMENT}
            FROM stage_incident i WHERE {_COARSE}
        ), fresh AS (SELECT * FROM said EXCEPT SELECT kind, word, id, code FROM number)
        SELECT kind, row_number() OVER (PARTITION BY kind ORDER BY word, id, code) - 1
               + (SELECT coalesce(max(number) + 1, 0) FROM number n WHERE n.kind = fresh.kind),
               word, id, code
        FROM fresh
    """)  # noqa: S608 - built from constants


def words_sql(kind: str, numbers: Iterable[int]) -> str:
    """SQL of the words that some numbers stand for."""
    listed = ", ".join(str(int(n)) for n in sorted(set(numbers))) or "NULL"
    return (
        f"SELECT number, word, id, code FROM number WHERE kind = '{kind}' AND number IN ({listed})"  # noqa: S608 - numbers of ours
    )
