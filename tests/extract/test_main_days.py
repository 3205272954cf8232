"""The day of the main attack in openings as reporters write them, beside other days.

Each line of `main_days.txt` is "published | day | killed | report"; `killed` marks the attack.
"""

from datetime import date
from pathlib import Path

import pytest

from incidents.extract import GrammarExtractor
from incidents.model import Extraction, Incident, Measure, Report
from tests.bench.figures import chosen, of_incident
from tests.bench.finder import product

LINES = Path(__file__).with_name("main_days.txt").read_text("utf-8").splitlines()
DAYS = [line.split(" | ", 3) for line in LINES]
#: What an anniversary is of is taken as of another time, so nothing is read: missing, not wrong.
_NOT_READ = pytest.mark.xfail(reason="an anniversary told alone is not read", strict=True)


def extract(text: str, published: date) -> Extraction:
    """What is read of a report with the places of the shipped gazetteer."""
    gazetteer, find, _ = product()
    report = Report(report_id="r", text=text, publisher="P", published=published)
    return GrammarExtractor(gazetteer).extract(report, find(text))


def _first(text: str) -> bool:
    return "marked the first anniversary" in text


def killing(read: Extraction, killed: int) -> list[Incident]:
    """The attacks of which a report counts so many dead."""
    told = [(i, chosen(of_incident(read, i.incident_id), Measure.KILLED)) for i in read.incidents]
    return [i for i, figure in told if figure is not None and figure[0].low == killed]


@pytest.mark.parametrize(
    ("published", "day", "killed", "text"),
    [
        pytest.param(*d, id=f"{d[0]}-{d[3][-50:]}", marks=_NOT_READ if _first(d[3]) else ())
        for d in DAYS
    ],
)
def test_the_main_attack_is_of_its_day(published, day, killed, text):
    read = extract(text.replace("\\n", "\n"), date.fromisoformat(published))
    whens = [i.when for i in killing(read, int(killed))]

    assert [w.start <= date.fromisoformat(day) <= (w.end or w.start) for w in whens] == [True]
