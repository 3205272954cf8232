"""From bytes to text: what kind of file it is, how large, and in which encoding.

Reads the head for the kind of file (by magic bytes, never by name) and streams the rest once to
prove that it is UTF-8. Nothing is parsed here, nothing is unpacked.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import itertools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from incidents.errors import BadFile
from incidents.files.codes import CODES
from incidents.files.limits import ReadOptions
from incidents.files.twice import TWICE, mended, twice_encoded

HEAD_BYTES = 65_536
CHUNK_BYTES = 1 << 20

# Source: the formats' own specifications; first bytes of each.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\x1f\x8b", "gzip", "file.is_compressed"),
    (b"BZh", "bzip2", "file.is_compressed"),
    (b"\xfd7zXZ\x00", "xz", "file.is_compressed"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip", "file.is_compressed"),
    (b"Rar!\x1a\x07", "RAR", "file.is_compressed"),
    (b"\x28\xb5\x2f\xfd", "Zstandard", "file.is_compressed"),
    (b"%PDF", "PDF", "file.not_csv"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file (.xls, .doc)", "file.not_csv"),
    (b"PAR1", "Parquet", "file.not_csv"),
    (b"SQLite format 3\x00", "an SQLite database", "file.not_csv"),
    (b"\x89PNG", "a PNG picture", "file.not_csv"),
    (b"\xff\xd8\xff", "a JPEG picture", "file.not_csv"),
    (b"GIF8", "a GIF picture", "file.not_csv"),
)
ZIP_MAGIC = b"PK\x03\x04"


class Position:
    """How many bytes of a file its rows have used up; 0 where that cannot be told."""

    def __init__(self) -> None:
        self.bytes = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """A source whose kind is known: ``kind`` is ``table``, ``json`` or ``workbook``."""

    source: bytes | Path
    kind: str
    size: int
    head: bytes
    position: Position = field(default_factory=Position, compare=False)

    def stream(self) -> BinaryIO:
        """Open the bytes from the start."""
        if isinstance(self.source, bytes):
            return io.BytesIO(self.source)
        return self.source.open("rb")

    def chunks(self) -> Iterator[bytes]:
        """The bytes, a megabyte at a time."""
        with self.stream() as stream:
            while chunk := stream.read(CHUNK_BYTES):
                yield chunk

    def digest(self) -> str:
        """SHA-256 of the whole file, streamed."""
        total = hashlib.sha256()
        for chunk in self.chunks():
            total.update(chunk)
        return total.hexdigest()


@dataclass(frozen=True, slots=True)
class Decoding:
    """The encoding found, why, and the question it raises (a code), best guess first."""

    encoding: str
    why: str
    question: str | None = None
    choices: tuple[str, ...] = ()


def refuse(code: str, detail: str) -> BadFile:
    """Build the error that refuses the whole file."""
    return BadFile(f"{CODES[code].why} {detail} {CODES[code].cure}", code=code)


def open_source(source: bytes | Path, options: ReadOptions) -> Opened:
    """Look at size and first bytes; BadFile if it is too large, empty or not a table."""
    size, head = _size_and_head(source)
    if size > options.limits.file_bytes:
        raise refuse(
            "file.too_large",
            f"It has {size:,} bytes, the limit is {options.limits.file_bytes:,}.",
        )
    if not head.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise refuse("file.empty", f"It has {size} bytes.")
    return Opened(source, _kind(head), size, head)


def _size_and_head(source: bytes | Path) -> tuple[int, bytes]:
    if isinstance(source, bytes):
        return len(source), source[:HEAD_BYTES]
    try:
        with source.open("rb") as stream:
            return source.stat().st_size, stream.read(HEAD_BYTES)
    except OSError as error:
        raise refuse("file.unreadable", f"{source}: {error.strerror}.") from error


def _kind(head: bytes) -> str:
    for magic, words, code in _MAGIC:
        if head.startswith(magic):
            raise refuse(code, f"Its first bytes are those of {words}.")
    if head.startswith(ZIP_MAGIC):
        if b"xl/" in head or b"[Content_Types].xml" in head:
            return "workbook"
        raise refuse("file.is_compressed", "Its first bytes are those of a ZIP archive.")
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if start[:1] in (b"{", b"["):
        return "json"
    if start[:15].lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<svg")):
        raise refuse("file.not_csv", "It begins like a web page or XML.")
    return "table"


def find_encoding(opened: Opened, chosen: str | None) -> Decoding:
    """Find the encoding: a byte order mark, valid UTF-8, else a guess that is asked about."""
    if chosen is not None:
        return Decoding(_known_codec(chosen), f"encoding {chosen}, as chosen")
    head = opened.head
    if head.startswith(codecs.BOM_UTF8):
        return _prove_utf8(opened, "utf-8-sig") or _guess(head)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoding("utf-16", "UTF-16, by its byte order mark")
    wide = _wide(head)
    if wide is not None:
        return Decoding(wide, f"{wide}: every other byte is zero", "file.encoding_unknown", (wide,))
    _refuse_binary(head)
    return _prove_utf8(opened, "utf-8") or _guess(head)


def codec_of(encoding: str) -> str:
    """The codec that makes text of the bytes; what was encoded twice is put right after it."""
    return "utf-8-sig" if encoding in TWICE else encoding


def _known_codec(name: str) -> str:
    if name in TWICE:
        return name
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise refuse("file.unknown_option", f"Encoding {name!r} does not exist.") from None


def _prove_utf8(opened: Opened, encoding: str) -> Decoding | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in opened.chunks():
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    found = twice_encoded(opened.head.decode("utf-8", errors="ignore"))
    if found is not None:
        why = f"UTF-8, but its letters are those of UTF-8 that was read as {TWICE[found]}"
        return Decoding(found, why, "file.encoding_twice", (found, encoding))
    return Decoding(encoding, "UTF-8: every byte of the file fits")


def _wide(head: bytes) -> str | None:
    """UTF-16 without its mark: nearly every byte on one side is zero."""
    even, odd = head[0::2], head[1::2]
    if len(odd) < 8:
        return None
    if even.count(0) > 0.6 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    if odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    return None


def _refuse_binary(head: bytes) -> None:
    """A table has hardly any control bytes; one stray NUL is a bad row, not a binary file."""
    control = sum(head.count(bytes([b])) for b in range(32) if b not in (9, 10, 12, 13, 28, 29))
    control += head.count(b"\x7f")
    if control > 0.03 * len(head) and control > 2:
        raise refuse("file.not_csv", "Its bytes are not text.")


# One-byte encodings that the field's files come in. Windows-1252 stands for Latin-1 too: it
# is the same but for signs nobody types into Latin-1.
_ONE_BYTE = ("cp1251", "koi8-u", "cp1252", "latin-1")


def _guess(head: bytes) -> Decoding:
    ranked = sorted(_ONE_BYTE, key=lambda name: _plausibility(head, name), reverse=True)
    return Decoding(
        ranked[0],
        f"{ranked[0]}: not UTF-8, and its letters make the most plausible words",
        "file.encoding_guessed",
        tuple(name for name in ranked if sample_of(head, name)),
    )


def _plausibility(head: bytes, encoding: str) -> float:
    """Score of reading ``head`` so: letters, of one script per word, lower case after upper.

    KOI8 read as Windows-1251 (or the reverse) swaps the cases, which is what gives it away.
    """
    try:
        text = head.decode(encoding)
    except UnicodeDecodeError:
        return -1e9
    high = [c for c in text if ord(c) > 127]
    score = float(sum(_letter_score(c) for c in high))
    for before, after in itertools.pairwise(text):
        if before.islower() and after.isupper():
            score -= 3
        elif ord(after) > 127 and before.isascii() and before.isalpha() and after >= "\u0400":
            score -= 2
        elif ord(before) > 127 and before.isupper() and ord(after) > 127 and after.isupper():
            score -= 0.6
    if encoding.startswith("cp1252") and _long_high_runs(text):
        score -= len(high)
    return score - (0.5 if encoding == "latin-1" else 0)


def sample_of(head: bytes, encoding: str, length: int = 60) -> str:
    """What the first line with foreign letters says in an encoding; empty if it cannot be."""
    try:
        errors = "strict" if len(head) < HEAD_BYTES else "replace"
        text = head.decode(codec_of(encoding), errors=errors)
        text = mended(text, encoding) if encoding in TWICE else text
    except (UnicodeDecodeError, LookupError):
        return ""
    lines = text.splitlines()
    telling = next((line for line in lines if not line.isascii()), lines[0] if lines else "")
    first = next((i for i, c in enumerate(telling) if not c.isascii()), 0)
    return telling[max(0, first - 20) :][:length].strip()


def _letter_score(char: str) -> float:
    if "\u0430" <= char <= "\u044f" or char in "іїєґё":
        return 1.0
    if char.isalpha():
        return 0.6
    return -1.0 if unicodedata.category(char) in {"Cc", "So", "Sm"} else -0.2


def _long_high_runs(text: str) -> bool:
    """Whether most accented letters stand in rows, as no Latin language writes them."""
    runs = sum(1 for a, b in itertools.pairwise(text) if ord(a) > 191 and ord(b) > 191)
    return runs > 0.4 * sum(1 for c in text if ord(c) > 191)
