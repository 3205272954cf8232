"""How the columns of a header were mapped before, kept between uploads.

One small JSON file for each header, in the installation's own folder; ``incidents import
--mapping`` takes the same files. Keyed by the names of the columns, whatever their order and
case, so that next month's file of the same make is read the same way.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from incidents.errors import BadFile, StoreError
from incidents.files import Mapping, ReadOptions
from incidents.files.previewing import glance
from incidents.files.stems import fold

#: The folder below the installation's own.
MAPPINGS = "mappings"
#: A file that is larger was not written here.
_LARGEST = 200_000


@dataclass(frozen=True, slots=True)
class Remembered:
    """A mapping that was saved: by whom and when (ISO, UTC), and the file it stands in."""

    mapping: Mapping
    author: str
    saved_at: str
    path: Path

    @property
    def why(self) -> str:
        """Where the mapping comes from, for a person."""
        return f"columns as mapped before, by {self.author} on {self.saved_at[:10]}"


def document(mapping: Mapping, header: Sequence[str], author: str, at: datetime | None) -> str:
    """Write a mapping as the JSON that is kept, downloaded and given to ``--mapping``."""
    kept = json.loads(mapping.to_json())
    saved = at.isoformat(timespec="seconds") if at else ""
    about = {"header": list(header), "saved_by": author, "saved_at": saved}
    return json.dumps({**kept, **about}, ensure_ascii=False, indent=1)


class MappingShelf:
    """The mappings of one installation; ``folder`` need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, header: Sequence[str]) -> Path:
        names = json.dumps(sorted(fold(n) for n in header), ensure_ascii=False)
        return self._folder / f"{hashlib.sha256(names.encode()).hexdigest()[:24]}.json"

    def find(self, header: Sequence[str]) -> Remembered | None:
        """The mapping of this header, in this header's own spelling; None if none is kept."""
        path = self._path(header)
        try:
            if path.stat().st_size > _LARGEST:
                return None
            text = path.read_text("utf-8")
            about = json.loads(text)
            mapping = Mapping.from_json(text)
        except (OSError, ValueError, BadFile):
            # What cannot be read is as good as not kept: the columns are guessed and shown.
            return None
        spelt = {fold(n): n for n in header}
        columns = tuple((f, spelt.get(fold(c), c)) for f, c in mapping.columns)
        if any(c not in header for _, c in columns):
            return None
        by, at = str(about.get("saved_by", "somebody"))[:80], str(about.get("saved_at", ""))
        return Remembered(replace(mapping, columns=columns), by, at, path)

    def save(self, header: Sequence[str], mapping: Mapping, *, author: str, at: datetime) -> Path:
        """Keep a mapping for this header; the one before is replaced."""
        path = self._path(header)
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            aside.write_text(document(mapping, header, author, at), "utf-8")
            aside.replace(path)
        except OSError as problem:
            raise StoreError(
                f"{path}: {problem.strerror}; make the folder writable to keep mappings"
            ) from problem
        return path

    def forget(self, header: Sequence[str]) -> None:
        """Keep no mapping for this header."""
        self._path(header).unlink(missing_ok=True)

    def applied_to(self, source: bytes | Path, options: ReadOptions) -> ReadOptions:
        """Like `applied`, for a file that was not looked at yet; BadFile if it is no table."""
        return self.applied(glance(source, options).header, options)

    def applied(self, header: Sequence[str], options: ReadOptions) -> ReadOptions:
        """The options with the mapping kept for this header, unless something else was chosen."""
        if options.mapping is not None or options.format_id is not None:
            return options
        kept = self.find(header)
        if kept is None:
            return options
        return replace(options, mapping=kept.mapping, mapping_why=kept.why)
