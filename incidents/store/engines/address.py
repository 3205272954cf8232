"""Reads ``INCIDENTS_ENGINE_URL``: which engine answers, and how long it may take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlsplit

from incidents.errors import StoreError

VARIABLE = "INCIDENTS_ENGINE_URL"
#: Schemes, each with an example of its own.
EXAMPLES = {
    "duckdb": "duckdb://",
    "postgresql": "postgresql://user@host/name",
    "spark": "spark://host:7077?data=/shared/folder",
    "sc": "sc://host:15002?data=/shared/folder",
    "chdb": "chdb://?data=/folder",
}
#: Seconds a question may take unless the address says ``timeout=``.
TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An engine's address.

    Attributes:
        scheme: one of `EXAMPLES`.
        url: the address without our own options.
        shown: how messages name it: without a password.
        data: folder of the Parquet copy (Spark and ClickHouse read it; Spark's workers too).
        timeout_s: how long a question may take, in seconds.
    """

    scheme: str
    url: str
    shown: str
    data: Path
    timeout_s: float


def read_address(url: str, home: Path) -> Address:
    """Read an engine's address; StoreError names the variable and what was expected."""
    try:
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        port = parts.port
    except ValueError as problem:
        raise StoreError(f"{VARIABLE} is no address ({problem}); give {_choices()}") from None
    if parts.scheme not in EXAMPLES:
        raise StoreError(f"{VARIABLE} begins with {parts.scheme!r}; give {_choices()}")
    if parts.scheme in {"spark", "sc", "postgresql"} and not parts.hostname:
        raise StoreError(f"{VARIABLE} names no host; give {EXAMPLES[parts.scheme]}")
    if parts.scheme == "spark" and port is None:
        raise StoreError(f"{VARIABLE} names no port; give {EXAMPLES['spark']}")
    data = Path(options.pop("data", "") or home / "engine").expanduser()
    timeout_s = _seconds(options.pop("timeout", ""))
    if options and parts.scheme != "postgresql":
        raise StoreError(
            f"{VARIABLE} has {', '.join(sorted(options))}; only data= and timeout= are known"
        )
    rest = "&".join(f"{k}={v}" for k, v in options.items())
    bare = parts._replace(query=rest).geturl()
    return Address(
        scheme=parts.scheme, url=bare, shown=f"{VARIABLE}={_hidden(parts)}", data=data,
        timeout_s=timeout_s,
    )  # fmt: skip


def _seconds(text: str) -> float:
    if not text:
        return TIMEOUT_S
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found <= 86_400:
        raise StoreError(f"{VARIABLE} has timeout={text!r}; give seconds, such as timeout=60")
    return found


def _hidden(parts: SplitResult) -> str:
    where = parts.hostname or ""
    where = f"{parts.username}@{where}" if parts.username else where
    where = f"{where}:{parts.port}" if parts.port else where
    return f"{parts.scheme}://{where}{parts.path}"


def _choices() -> str:
    return " or ".join(EXAMPLES.values())
