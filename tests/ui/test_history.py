from dataclasses import replace
from datetime import UTC, datetime

from incidents.errors import StaleEdit
from incidents.model import Action, Change, Estimate, Quote, Revision, Weapon
from incidents.ui import history
from incidents.ui.differences import differences, said


def revision(*changes, **more):
    return Revision(
        number=7,
        at=datetime(2025, 4, 25, 9, 30, tzinfo=UTC),
        author="Olena",
        action=Action.EDIT,
        reason="misread",
        changes=changes,
        **more,
    )


def test_a_revision_is_one_line():
    line = history.headline(revision(undone_by=9))
    assert line == "7. Record corrected · Olena · 25 April 2025 09:30 UTC, undone by revision 9"


def test_before_and_after_stand_side_by_side(claims):
    after = replace(claims[0], estimate=Estimate.exactly(13))
    assert [f for f, _, _ in differences(claims[0], after)] == ["estimate"]
    table = history.changes_table(revision(Change(claims[0], after))).text
    assert "low 12, best 12" in table
    assert "low 13, best 13, high 13" in table


def test_additions_and_removals_are_said(claims, report):
    one = revision(Change(None, report), Change(claims[0], None))
    table = history.changes_table(one).text
    assert "<td>added</td>" in table
    assert "<td>taken away</td>" in table
    assert history.kinds(one) == "1 reports, 1 figures"


def test_words_from_outside_are_escaped(report):
    hostile = replace(report, publisher="<script>alert(1)</script>", wording="own")
    assert "<script>" not in history.changes_table(revision(Change(None, hostile))).text


def test_a_long_revision_is_cut_and_says_so(claims):
    many = [Change(None, replace(claims[0], claim_id=f"c{n}")) for n in range(50)]
    assert "10 more" in history.changes_table(revision(*many)).text


def test_no_raw_ids_are_shown():
    quote = Quote(report_id="rep_1", start=0, end=2, text="12")
    assert said((quote, Weapon("KN-23", "ballistic missile", may=True))) == (
        "“12”; KN-23 (may have been used)"
    )
    assert said(None) == "—"


def test_a_stale_edit_names_what_differs(claims):
    theirs = replace(claims[0], estimate=Estimate.exactly(13))
    problem = StaleEdit("changed meanwhile", mine=claims[0], theirs=theirs)
    assert differences(problem.mine, problem.theirs)[0][0] == "estimate"
