"""Files of imports kept as they came: never half, never without their import, never lost.

A file is first written aside, named for its hash and for the ledger that will speak of it, while
that ledger's write lock is held. It gets its own name once the import stands. What a kill leaves
aside is put right by the next one who holds the lock: it gets its name if the ledger speaks of
it, and goes otherwise. Files of another ledger in the same folder are left alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from incidents.errors import BadFile, StoreError
from incidents.store import imports
from incidents.store.writing import next_number

if TYPE_CHECKING:
    from incidents.store.ledger import Ledger

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class RawFiles:
    """The folder of one ledger's raw files.

    Attributes:
        folder: where they are kept; made when the first one comes.
        ledger_name: what tells the ledger from others that use the folder.
    """

    folder: Path
    ledger_name: str

    def name_of(self, digest: str, file_name: str) -> str:
        """Name of a file: its hash, and the ending it came with."""
        suffix = Path(file_name).suffix.lower()[:8]
        return f"{digest}{suffix if suffix.isascii() else ''}"

    def path_of(self, name: str) -> str:
        """How the ledger speaks of it, relative to the settings' home."""
        return f"{self.folder.name}/{name}"

    @property
    def _ending(self) -> str:
        tag = hashlib.blake2b(self.ledger_name.encode(), digest_size=4).hexdigest()
        return f".{tag}.part"

    def _aside(self, name: str) -> Path:
        return self.folder / f".{name}{self._ending}"

    def keep(self, raw: bytes | Path, name: str, digest: str) -> Path:
        """Write a file aside, on the disk when this returns; the write lock must be held.

        Raises:
            BadFile: it is not the file any more whose hash was taken.
            StoreError: it cannot be written.
        """
        if (self.folder / name).exists():
            return self.folder / name
        aside = self._aside(name)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            found = _written(raw, aside)
        except OSError as error:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
            raise StoreError(
                f"{aside.parent}: the file cannot be kept ({error.strerror}); free some room or "
                "mend the folder's permissions, then import again (nothing was saved)"
            ) from error
        if found != digest:
            aside.unlink()
            raise BadFile(
                f"{raw if isinstance(raw, Path) else name}: the file was changed while it was "
                "read; import it again when nobody writes to it",
                code="file.unreadable",
            )
        return aside

    def settle(self, name: str) -> None:
        """Give the file its own name, now that an import speaks of it."""
        aside = self._aside(name)
        if aside.exists():
            # Another process that held the lock in between may have been quicker.
            shutil.move(aside, self.folder / name)
        elif not (self.folder / name).exists():
            raise StoreError(f"{self.folder / name}: the kept file is gone; keep a copy there")

    def sweep(self, spoken_of: Iterable[str | None]) -> None:
        """Put right what a kill left aside; the write lock must be held.

        Args:
            spoken_of: the raw paths of the imports that stand.
        """
        known = set(spoken_of)
        if not self.folder.is_dir():
            return
        for aside in self.folder.glob(f".*{self._ending}"):
            name = aside.name[1 : -len(self._ending)]
            if self.path_of(name) in known:
                aside.replace(self.folder / name)
            else:
                aside.unlink(missing_ok=True)


def sweep(ledger: Ledger, uploads: Path) -> None:
    """Put right what killed imports left among the raw files; waits for the write lock."""
    with ledger.writing() as connection:
        # PostgreSQL locks nothing before it is asked to: an import that is just being committed
        # must be waited for, or its file would go.
        next_number(connection)
        paths = [record.raw_path for record in imports.listed(connection)]
        RawFiles(uploads, ledger.name).sweep(paths)


def _written(raw: bytes | Path, path: Path) -> str:
    """Write, flush to the disk, and give the SHA-256 of what was written."""
    total = hashlib.sha256()
    with path.open("wb") as out:
        if isinstance(raw, bytes):
            total.update(raw)
            out.write(raw)
        else:
            with raw.open("rb") as source:
                _copied(source, out, total)
        out.flush()
        os.fsync(out.fileno())
    return total.hexdigest()


def _copied(source: BinaryIO, out: BinaryIO, total: hashlib._Hash) -> None:
    while chunk := source.read(_CHUNK):
        total.update(chunk)
        out.write(chunk)
