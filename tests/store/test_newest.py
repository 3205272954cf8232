"""The newest rows of many: by their days first, the same as without."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from incidents.model import Place, Precision, When
from incidents.query import Filter, Viewer
from incidents.store import Ledger, Mirror, listing
from tests.store.conftest import TickingClock
from tests.store.examples import KYIV, add, incident

OWNER = Viewer()
NOWHERE = Place(name=None, precision=Precision.UNKNOWN, country="UA")


@pytest.fixture(scope="module")
def mirror(tmp_path_factory):
    """Sixty incidents on nine days, each day's ids out of order, every fourth without a place."""
    path = tmp_path_factory.mktemp("newest") / "l.sqlite"
    ledger = Ledger.open(f"sqlite:///{path}", clock=TickingClock())
    found = [
        replace(
            incident(f"i{n * 37 % 60:02}", NOWHERE if n % 4 == 0 else KYIV),
            when=When(start=date(2025, 4, 1) + timedelta(days=n * n % 9)),
        )
        for n in range(60)
    ]
    add(ledger, *found)
    opened = Mirror.open(ledger, small=0)
    yield opened
    opened.close()
    ledger.close()


def pages(mirror, chosen):
    return (
        [mirror.table(chosen, OWNER, page=n, size=7) for n in range(11)],
        [mirror.marks(chosen, OWNER, limit) for limit in (1, 7, 45, 46, 500)],
        [mirror.unplaced(chosen, OWNER, limit) for limit in (1, 7, 15, 16, 500)],
    )


@pytest.mark.parametrize(
    "chosen",
    [Filter(), Filter(since=date(2025, 4, 4)), Filter(precisions=("unknown",)),
     Filter(since=date(2026, 1, 1))],
    ids=["all", "from a day on", "the unplaced", "none"],
)  # fmt: skip
def test_days_first_gives_the_same_rows(mirror, chosen, monkeypatch):
    expected = pages(mirror, chosen)
    monkeypatch.setattr(listing, "MANY", -1)
    assert pages(mirror, chosen) == expected


def test_every_row_is_on_one_page(mirror, monkeypatch):
    monkeypatch.setattr(listing, "MANY", -1)
    shown = [r for n in range(11) for r in mirror.table(Filter(), OWNER, page=n, size=7).rows]
    assert sorted(r.incident_id for r in shown) == [f"i{n:02}" for n in range(60)]
    days = [r.date for r in shown]
    assert days == sorted(days, reverse=True)
