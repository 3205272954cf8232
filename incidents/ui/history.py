"""Revisions in words: who did what, and each record before and after. Pure."""

from __future__ import annotations

from incidents.model import Action, Change, Claim, Incident, Record, Report, Revision
from incidents.ui import words
from incidents.ui.differences import differences
from incidents.ui.mending import name_of
from incidents.ui.safe import Html, fill, join

SHOWN = 40

DEEDS: dict[Action, str] = {
    Action.ADD_REPORT: "Report added",
    Action.IMPORT: "Table uploaded",
    Action.EDIT: "Record corrected",
    Action.MERGE: "Two incidents merged",
    Action.SPLIT: "Incident split",
    Action.ACCEPT: "Proposal accepted",
    Action.DECIDE: "Question decided",
    Action.UNDO: "Undid revision",
    Action.WITHDRAW: "Report withdrawn",
    Action.REDACT: "Report redacted",
}


def headline(one: Revision) -> str:
    """One revision in a line."""
    undone = f", undone by revision {one.undone_by}" if one.undone_by else ""
    undoes = f" {one.undoes}" if one.undoes else ""
    when = f"{one.at:%d %B %Y %H:%M} UTC"
    return f"{one.number}. {DEEDS[one.action]}{undoes} · {one.author} · {when}{undone}"


def record_name(record: Record) -> str:
    """Name a record for a person."""
    if isinstance(record, Report):
        return f"Report: {record.label()}, {words.day(record.day)}"
    if isinstance(record, Incident):
        kind = "Site not named" if record.placeholder else "Incident"
        return f"{kind}: {name_of(record)}, {words.day(record.when.start)}"
    return f"Figure: {words.claim(record)}"


def changes_table(one: Revision) -> Html:
    """The changes of a revision: what was added, taken away or changed, before and after."""
    rows = [row for change in one.changes[:SHOWN] for row in _rows(change)]
    if len(one.changes) > SHOWN:
        rows.append(fill("<tr><td>… and {n} more</td></tr>", n=len(one.changes) - SHOWN))
    return fill(
        '<div class="scroll"><table class="diff">'
        "<tr><th>Record</th><th>Field</th><th>Before</th><th>After</th></tr>{r}</table></div>",
        r=join(rows),
    )


def _rows(change: Change) -> list[Html]:
    named: Record | None = change.after or change.before
    if named is None:
        return []
    if change.before is None or change.after is None:
        said = "added" if change.before is None else "taken away"
        return [fill("<tr><td>{n}</td><td>{s}</td></tr>", n=record_name(named), s=said)]
    return [
        fill(
            "<tr><td>{n}</td><td>{f}</td><td>{b}</td><td>{a}</td></tr>",
            n=record_name(named),
            f=field,
            b=before,
            a=after,
        )
        for field, before, after in differences(change.before, change.after)
    ]


def kinds(one: Revision) -> str:
    """Count what a revision touched."""
    found = [change.after or change.before for change in one.changes]
    counts = [
        (name, sum(isinstance(r, kind) for r in found))
        for name, kind in (("reports", Report), ("incidents", Incident), ("figures", Claim))
    ]
    return ", ".join(f"{n} {name}" for name, n in counts if n)
