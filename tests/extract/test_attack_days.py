"""The day of an attack where a report tells of other days too: of a search, a death, mourning.

Each line of `attack_days.txt` is "day | report", published on 25 April 2025.
"""

from datetime import date
from pathlib import Path

import pytest

from tests.bench.figures import of_incident
from tests.extract.test_english import extract

LINES = Path(__file__).with_name("attack_days.txt").read_text("utf-8").splitlines()
DAYS = [line.split(" | ", 1) for line in LINES]


@pytest.mark.parametrize(("day", "text"), DAYS, ids=[text[-60:] for _, text in DAYS])
def test_an_attack_is_of_the_day_it_struck(day, text):
    read = extract(text.replace("\\n", "\n"), date(2025, 4, 25))
    told = [i.when for i in read.incidents if of_incident(read, i.incident_id)]

    assert [int(day) in {w.start.day, (w.end or w.start).day} for w in told] == [True]
