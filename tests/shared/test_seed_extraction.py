import os
from datetime import date
from pathlib import Path

import pytest

from incidents.extract import GrammarExtractor
from incidents.model import Measure, Precision, Report
from tests.bench.finder import product

SHARED = Path(os.environ.get("INCIDENTS_SHARED", Path(__file__).parents[3] / "shared"))
SEED = SHARED / "seed_report.txt"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason=f"{SEED} is not here")


@pytest.fixture(name="seed", scope="module")
def _seed():
    gazetteer, find, _ = product()
    text = SEED.read_text(encoding="utf-8")
    report = Report(
        report_id="seed", text=text, publisher="EconoTimes", published=date(2025, 4, 24)
    )
    return GrammarExtractor(gazetteer).extract(report, find(text))


def test_the_published_article_gives_eight_incidents(seed):
    real = [i.place.precision for i in seed.incidents if not i.placeholder]

    assert sorted(real) == sorted(
        [Precision.SETTLEMENT, Precision.ADM1, Precision.ADM1, *[Precision.UNKNOWN] * 5]
    )


def test_the_published_article_states_four_figures_and_no_more(seed):
    read = {(c.measure, c.estimate.low, c.estimate.high, c.carried) for c in seed.claims}

    assert read == {
        (Measure.KILLED, 12, None, False),
        (Measure.INJURED, 90, None, True),
        (Measure.FIRES, 40, 40, False),
        (Measure.SITES, 13, 13, False),
    }


def test_thirteen_sites_are_placeholders(seed):
    assert sum(i.placeholder for i in seed.incidents) == 13


def test_soldiers_a_week_are_left_out(seed):
    assert any("5000 soldiers" in o.text for o in seed.left_out)
