"""Settings, read once from the environment. Every variable starts with ``INCIDENTS_``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from incidents.adapters.network_choice import VARIABLE, GeocoderChoice, read_choice
from incidents.errors import BadInput

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this installation runs.

    Attributes:
        home: folder of what this installation adds (ledger, mirror, raw uploads, caches).
        data: folder of what ships (reports, gazetteer, boundaries).
        database_url: SQLAlchemy URL of the ledger.
        engine_url: the engine that answers in place of this process's DuckDB (docs/engines.md).
        public: serve read-only, with rule 10 of docs/domain.md in every answer.
        public_delay: how old a record must be before the public sees it.
        geocoder: the network geocoder that a person may ask; None is nobody, as on a public link.
    """

    home: Path
    data: Path
    database_url: str
    engine_url: str | None = None
    public: bool = False
    public_delay: timedelta = timedelta(hours=24)
    geocoder: GeocoderChoice | None = None


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read settings from the environment; BadInput names a variable that makes no sense."""
    home = Path(environ.get("INCIDENTS_HOME") or ROOT / "var").expanduser()
    url = environ.get("INCIDENTS_DATABASE_URL") or f"sqlite:///{home / 'ledger.sqlite'}"
    hours = environ.get("INCIDENTS_PUBLIC_DELAY_HOURS", "24")
    try:
        delay = timedelta(hours=float(hours))
    except (ValueError, OverflowError):
        raise BadInput(
            f"INCIDENTS_PUBLIC_DELAY_HOURS is {hours!r}; give a number of hours, such as 24"
        ) from None
    public = environ.get("INCIDENTS_PUBLIC", "").strip().lower() in {"1", "true", "yes"}
    geocoder = read_choice(environ.get(VARIABLE, ""))
    return Settings(
        home=home,
        data=Path(environ.get("INCIDENTS_DATA") or ROOT / "data").expanduser(),
        database_url=url,
        engine_url=environ.get("INCIDENTS_ENGINE_URL") or None,
        public=public,
        public_delay=delay,
        geocoder=None if public else geocoder,
    )
