"""Which rows and ids of a file were seen before."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.files.records import Record


class Marks:
    """Which rows and ids of a file were seen, with the line of the first."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}
        self.ids: dict[str, int] = {}

    def firsts(self, records: Sequence[Record], texts: Sequence[str | None]) -> list[int]:
        """For each record the line of the first row of the very same cells; its own if it is that.

        A joined row is quicker to tell from others; none is equal to one that cannot be joined.
        """
        marks = [
            hash(tuple(record.cells)) if text is None else hash(text)
            for record, text in zip(records, texts, strict=True)
        ]
        return list(map(self._rows.setdefault, marks, [record.line for record in records]))
