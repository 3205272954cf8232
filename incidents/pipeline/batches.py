"""The rows of a table in batches for the ledger: read here, or by a process beside this one.

A large file is read by a second process while this one writes, which takes both about half the
time of one after the other. It gets what the table was opened with and sends back plain tuples;
it holds no lock and touches no store, and ends with this process.
"""

from __future__ import annotations

import gc
import io
import marshal
import os
import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, BinaryIO

from incidents.adapters.gazetteer import ShippedGazetteer, load_gazetteer
from incidents.errors import BadFile, StoreError
from incidents.files import (
    Accepted,
    Account,
    Fault,
    NearDuplicate,
    ReadOptions,
    Rejected,
    Table,
    open_table,
)
from incidents.files.draft import Row
from incidents.files.nearby import NearWatch
from incidents.files.parts import RowParts
from incidents.store.blocks import Block
from incidents.store.bulk import Batch, RowCoder

#: Rows of a file per batch.
ROWS = 2_000
#: From this size on a second process pays: it takes about a second to start.
BESIDE_BYTES = 16_000_000
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Errand:
    """What the second process has to read."""

    path: Path
    name: str
    options: ReadOptions
    gazetteer: Path | None
    today: date | None
    digest: str


def batches(table: Table, path: Path | None, watch: NearWatch) -> Iterator[Batch]:
    """Stream a table's rows, all but those of our own export; `Table.account` follows.

    Args:
        table: what is read.
        path: where the very same bytes stand, for another process to read; None keeps it here.
        watch: sees the good rows, or is given what the other process saw of them.

    Raises:
        BadFile: a row is beyond the limits, or the bytes do not decode.
        StoreError: the second process was killed.
    """
    recipe = table.recipe
    near = recipe.gazetteer is None or isinstance(recipe.gazetteer, ShippedGazetteer)
    if path is None or not near or table.size < BESIDE_BYTES:
        yield from here(table, watch)
        return
    gazetteer = recipe.gazetteer.path if isinstance(recipe.gazetteer, ShippedGazetteer) else None
    errand = Errand(path, recipe.name, recipe.options, gazetteer, recipe.today, table.digest)
    yield from beside(table, errand, watch)


def here(table: Table, watch: NearWatch) -> Iterator[Batch]:
    """Stream a table's rows, read in this process."""
    coder = RowCoder(table.reading.header, table.import_id)
    waiting: list[RowParts | Row] = []
    count = 0
    for rows in table.chunks():
        for row in rows:
            if isinstance(row, RowParts):
                watch.see(row)
        waiting += rows
        count += len(rows)
        if len(waiting) >= ROWS:
            yield _batch_of(coder, waiting, count, table.expected(count))
            waiting = []
    yield _batch_of(coder, waiting, count, None)


def _batch_of(
    coder: RowCoder, rows: Sequence[RowParts | Row], done: int, expected: int | None
) -> Batch:
    good = [row for row in rows if isinstance(row, RowParts)]
    warnings = Counter(w.code for row in good if row.warnings for w in row.warnings)
    rejected = []
    if len(good) < len(rows):
        rejected = [row for row in rows if isinstance(row, Rejected)]
        if any(isinstance(row, Accepted) for row in rows):
            raise TypeError("a row of our own export has values; import it row by row")
    return Batch(*coder.blocks(good), rejected, dict(warnings), done, expected)


def beside(table: Table, errand: Errand, watch: NearWatch) -> Iterator[Batch]:
    """Stream a table's rows, read by a second process."""
    package = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(p for p in (package, os.environ.get("PYTHONPATH")) if p)
    child = subprocess.Popen(  # noqa: S603 - this program's own module
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    )
    try:
        if child.stdin is None or child.stdout is None:
            raise TypeError("a process with pipes has them")
        with child.stdin as sending:
            sending.write(pickle.dumps(errand))
        yield from _received(child.stdout, table, watch)
    finally:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _received(stream: IO[bytes], table: Table, watch: NearWatch) -> Iterator[Batch]:
    while True:
        length = int.from_bytes(stream.read(_LENGTH))
        content = stream.read(length)
        if not length or len(content) < length:
            raise StoreError(
                f"{table.reading.name}: the process that read it ended early, perhaps for want of "
                "memory; nothing was saved. Import the file again"
            )
        kind, *said = marshal.loads(content)  # noqa: S302 - from our own child
        if kind == "refused":
            raise BadFile(said[0], code=said[1])
        if kind == "end":
            table.account = Account(*said[0])
            watch.take(NearDuplicate(*pair) for pair in said[1])
            return
        yield _batch(*said)


def _batch(
    blocks: list[Any],
    rejected: list[Any],
    warnings: dict[str, int],
    done: int,
    expected: int | None,
) -> Batch:
    rows = [
        Rejected(line, lines, cells, tuple(Fault(*f) for f in faults))
        for line, lines, cells, faults in rejected
    ]
    incidents, claims = (Block(*b) for b in blocks)
    return Batch(incidents, claims, rows, warnings, done, expected)


def _sent(batch: Batch) -> tuple[Any, ...]:
    rows = [(r.line, r.lines, r.cells, tuple(map(astuple, r.faults))) for r in batch.rejected]
    blocks = [tuple(batch.incidents), tuple(batch.claims)]
    return ("batch", blocks, rows, batch.warnings, batch.done, batch.expected)


def _read_for(errand: Errand) -> Iterator[tuple[Any, ...]]:
    """Everything there is to send about the file of an errand."""
    try:
        table = open_table(
            errand.path,
            name=errand.name,
            options=errand.options,
            gazetteer=load_gazetteer(errand.gazetteer) if errand.gazetteer else None,
            today=errand.today,
        )
        if table.digest != errand.digest:
            raise BadFile(f"{errand.name}: changed while it was read", code="file.unreadable")  # noqa: TRY301 - one way out
        watch = NearWatch()
        yield from map(_sent, here(table, watch))
    except BadFile as error:
        yield "refused", str(error), error.code
    else:
        yield "end", astuple(table.account), [astuple(n) for n in watch.found()]


def serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """Read the file of one errand and send its batches, until nobody listens."""
    errand = pickle.loads(asked.read())  # noqa: S301 - from our own parent
    with suppress(BrokenPipeError):
        for message in _read_for(errand):
            content = marshal.dumps(message)
            answers.write(len(content).to_bytes(_LENGTH) + content)
            answers.flush()


def main() -> None:
    """Serve the parent over the standard streams; whatever prints, prints to the errors."""
    # A row makes a dozen values and no rings of them: looking for rings takes a fifth of the time.
    gc.set_threshold(200_000, 20, 100)
    with io.FileIO(os.dup(1), "wb") as raw:
        os.dup2(2, 1)
        serve(sys.stdin.buffer, io.BufferedWriter(raw))


if __name__ == "__main__":
    main()
