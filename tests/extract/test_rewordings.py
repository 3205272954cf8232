"""Many ways to say the same: what a sentence about one attack comes to, however it is worded.

Each line of `rewordings.txt` is "figures | sentence"; the sentence stands behind "Russian missiles
and drones struck Kharkiv on Thursday.", or alone where it begins with "!". Figures are k (killed),
i (injured), m (missing), f (fires), s (sites): "k9" nine, "k9+" at least nine, "i~30" about
thirty, "m<5" up to five, "iv" a vague word. "#2" marks another attack on the same place.
"""

from datetime import date
from pathlib import Path

import pytest

from incidents.model import Measure, Qualifier
from tests.bench.figures import chosen, of_incident
from tests.extract.test_english import extract

LEAD = "Russian missiles and drones struck Kharkiv on Thursday. "
LINES = Path(__file__).with_name("rewordings.txt").read_text("utf-8").splitlines()
CASES = [line.split(" | ", 1) for line in LINES if line and not line.startswith("#")]
MARKS = {Measure.KILLED: "k", Measure.INJURED: "i", Measure.MISSING: "m", Measure.FIRES: "f",
         Measure.SITES: "s"}  # fmt: skip


def mark(measure, estimate):
    sign = MARKS[measure]
    if estimate.qualifier is Qualifier.VAGUE:
        return sign + "v"
    if estimate.best == 0:
        return sign + "0"
    if estimate.qualifier is Qualifier.ABOUT:
        return f"{sign}~{estimate.best}"
    if estimate.low is None:
        return f"{sign}<{estimate.high}"
    return f"{sign}{estimate.low}" + ("+" if estimate.high is None else "")


def told(text):
    """What stands for each record, as the lines write it."""
    read, found = extract(text, date(2025, 4, 25)), {}
    for incident in read.incidents:
        claims = of_incident(read, incident.incident_id)
        figures = [(m, chosen(claims, m)) for m in MARKS]
        marks = [mark(m, figure[0]) for m, figure in figures if figure is not None]
        if not marks or incident.placeholder:
            continue
        name = incident.place.name or "?"
        key = name if name not in found else f"{name}#{sum(n.startswith(name) for n in found) + 1}"
        found[key] = " ".join(sorted(marks))
    return found


def expected(line):
    found = {}
    for part in line.split(" ; "):
        place, _, figures = part.rpartition(": ")
        found[place or "Kharkiv"] = " ".join(sorted(figures.split()))
    return found


@pytest.mark.parametrize(("line", "say"), CASES, ids=[say[:70] for _, say in CASES])
def test_the_same_in_other_words(line, say):
    text = say[1:].replace("\\n", "\n") if say.startswith("!") else LEAD + say
    assert told(text) == expected(line)


def test_a_line_that_is_read_otherwise_fails():
    assert told(LEAD + "Nine people were killed.") != expected("k8")
