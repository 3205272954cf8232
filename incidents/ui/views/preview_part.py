"""The first rows as they would be read: the value in bold, the cell as written beneath it."""

from __future__ import annotations

import streamlit as st

from incidents.files.draft import shown
from incidents.files.previewing import PreviewCell, PreviewRow
from incidents.pipeline.checking import Checked
from incidents.ui import words
from incidents.ui.safe import Html, fill, join


def render(checked: Checked) -> None:
    """Draw the preview."""
    st.subheader("The first rows as they would be read", anchor=False)
    st.html(preview_table(checked).text)


def preview_table(checked: Checked) -> Html:
    """The preview as a table; a column for each field that is mapped."""
    drawn = [row for row in checked.preview if row.cells]
    fields = [(c.field, c.column) for c in drawn[0].cells] if drawn else []
    head = join(
        [
            fill("<th>{f}<br><small>{c}</small></th>", f=words.field(f), c=shown(c, 30))
            for f, c in fields
        ]
    )
    rows = join([_row(row, len(fields)) for row in checked.preview])
    return fill(
        '<div class="scroll"><table class="diff preview"><tr><th>line</th>{h}</tr>'
        "{r}</table></div>",
        h=head,
        r=rows,
    )


def _row(row: PreviewRow, width: int) -> Html:
    cells = join([_cell(c, kept=row.fate != "rejected") for c in row.cells])
    if not row.cells:
        cells = fill('<td colspan="{n}">{w}</td>', n=width, w=row.fate)
    notes = [fill("<small>{n}</small>", n=n) for n in row.notes]
    return fill(
        '<tr class="{k}"><th>{n}<br><small>{f}</small>{w}</th>{c}</tr>',
        k="bad" if row.fate == "rejected" else "good",
        n=row.line, f=row.fate if row.cells else "duplicate", w=join(notes), c=cells,
    )  # fmt: skip


def _cell(cell: PreviewCell, *, kept: bool) -> Html:
    if cell.bad:
        read = fill('<b class="no">not read</b>')
    elif not kept:
        read = Html("")
    else:
        read = fill("<b>{r}</b>", r=shown(cell.read, 60)) if cell.read else fill("<i>nothing</i>")
    note = fill("<small>{n}</small>", n=cell.note) if cell.note else Html("")
    cut = shown(cell.original, 60)
    original = fill("<code>{o}</code>", o=cut) if cell.original else fill("<i>blank</i>")
    return fill("<td>{r}<br>{o}{n}</td>", r=read, o=original, n=note)
