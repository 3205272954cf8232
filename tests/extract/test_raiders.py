"""Groups of the dead told one after another, raiders apart, bodies so far, the treated summed."""

import pytest

from incidents.model import Measure, PersonStatus
from incidents.summary import disagreements
from tests.bench.figures import chosen
from tests.extract.test_english import extract

CASES = [
    (
        "two groups in two sentences",
        (
            "A bomb exploded in Kharkiv. Police said 20 civilians died. "
            "Four officers were also killed."
        ),
        (24, None),
    ),
    (
        "two groups in one sentence",
        (
            "Gunmen stormed a hotel in Kharkiv. Nine guests were killed, "
            "and five guards were also killed."
        ),
        (14, None),
    ),
    (
        "a total that holds both",
        (
            "A bomb killed 24 people in Kharkiv. Police said 20 civilians "
            "died. Four officers were also killed."
        ),
        (24, None),
    ),
    (
        "a later total that holds both",
        (
            "A bomb exploded in Kharkiv. Police said 20 civilians died. "
            "Four officers were also killed. The death toll is 24."
        ),
        (24, None),
    ),
    (
        "the same group again",
        (
            "A bomb in Kharkiv killed 20 civilians. The 20 civilians who were "
            "also killed were traders."
        ),
        (20, None),
    ),
    (
        "a part is never added",
        "A bomb in Kharkiv killed 24 people, including four officers.",
        (24, None),
    ),
    (
        "attackers are never added",
        ("Gunmen killed nine people in Kharkiv. Five attackers were also killed."),
        (9, None),
    ),
    (
        "raiders before their victims",
        (
            "Rebels stormed a train near Kharkiv. All 33 insurgents were "
            "killed, the army said. Twenty-one passengers and four soldiers were killed."
        ),
        (25, None),
    ),
    (
        "raiders who attacked, by pronoun",
        (
            "All 33 insurgents were killed after they attacked a base "
            "in Kharkiv. Nine soldiers died."
        ),
        (9, None),
    ),
    (
        "militants who were attacked",
        ("Planes bombed a base in Kharkiv. Twelve militants were killed. Three civilians died."),
        (12, None),
    ),
    (
        "militants alone",
        "Militants attacked a base in Kharkiv. Twelve militants were killed.",
        (12, None),
    ),
    (
        "bodies so far",
        (
            "Rescuers pulled 14 bodies from the rubble in Kharkiv. The mayor said 17 "
            "people were killed by the missile."
        ),
        (17, None),
    ),
    (
        "more bodies than were told",
        (
            "A missile hit Kharkiv. Twelve people were killed. By evening "
            "rescuers had recovered 15 bodies."
        ),
        (15, None),
    ),
    (
        "treated, no total",
        (
            "A bomb exploded in Kharkiv. The hospital said 61 people were still in "
            "hospital and 26 had gone home."
        ),
        (None, 87),
    ),
    (
        "treated beside a total",
        (
            "A bomb exploded in Kharkiv and injured 90 people. The hospital "
            "said 61 people were still in hospital and 26 had gone home."
        ),
        (None, 90),
    ),
    (
        "treated, of whom",
        (
            "A bomb exploded in Kharkiv. Seventeen people were treated in hospital; "
            "nine have been discharged and eight remain in hospital."
        ),
        (None, 17),
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_is_counted_of_several_groups(text, expected):
    claims = extract(text).claims
    found = [chosen(claims, m) for m in (Measure.KILLED, Measure.INJURED)]
    assert tuple(f[0].headline if f else None for f in found) == expected


def test_bodies_found_so_far_contradict_no_count_of_the_dead():
    claims = extract(CASES[11][1]).claims
    assert {c.subset_of for c in claims} == {"bodies found", None}
    assert not disagreements(claims)


def test_the_dead_raiders_are_kept_apart():
    claims = extract(CASES[7][1]).claims
    assert [c.estimate.best for c in claims if c.status is PersonStatus.ATTACKER] == [33]


def test_a_rival_count_gives_way_and_is_still_told():
    claims = extract(
        "Officials said 20 people were killed by a drone in Kharkiv. Activists said 45 people were "
        "killed."
    ).claims
    [found] = disagreements(claims)
    assert (found.first.estimate.best, found.second.estimate.best) == (20, 45)
    assert [c.estimate.best for c in claims if not c.superseded] == [20]
