"""How the file was read, how sure that is, and what a person has to say about it."""

from __future__ import annotations

import streamlit as st

from incidents.files import Question, Reading
from incidents.files.codes import CODES
from incidents.files.draft import shown
from incidents.ui import uploads
from incidents.ui.safe import fill, join, markdown

SURE = {
    "certain": "certain",
    "likely": "likely",
    "open": "asked below",
    "chosen": "chosen by you",
    "documented": "by the source's documentation",
}


def findings(reading: Reading) -> None:
    """Draw encoding, delimiter, decimal mark and date order, each with how sure and why."""
    rows = [
        fill(
            '<tr class="{k}"><th>{w}</th><td>{f}</td><td>{s}</td><td>{y}</td></tr>',
            k=f"sure-{f.sure}",
            w=f.what.capitalize(),
            f=shown(f.found),
            s=SURE[f.sure],
            y=shown(f.why, 200),
        )
        for f in reading.findings
    ]
    st.html(
        fill(
            '<div class="scroll"><table class="diff found"><tr><th></th><th>Found</th>'
            "<th>How sure</th><th>Why</th></tr>{r}</table></div>",
            r=join(rows),
        ).text
    )
    for fault in reading.warnings:
        st.warning(markdown(f"{fault.column} {fault.why} {fault.cure}"))


def render(questions: tuple[Question, ...]) -> None:
    """Ask what is open; what was answered can be answered anew."""
    for question in questions:
        _ask(question)


def _ask(question: Question) -> None:
    known = uploads.answers().get(question.option)
    code = CODES[question.code]
    key = f"ask-{uploads.turn()}-{question.option}"
    with st.container(border=True):
        st.radio(
            markdown(f"{code.why} {question.detail}"),
            question.choices,
            index=question.choices.index(known) if known in question.choices else None,
            format_func=lambda c: markdown(uploads.mark_words(c)),
            captions=[markdown(shown(e, 160)) for e in question.examples] or None,
            key=key,
            on_change=lambda: uploads.answer(question.option, st.session_state[key]),
        )
        if known is None:
            before = "Nothing can be saved before your answer."
            st.text(before if question.blocking else f"Until you answer, {question.meanwhile}.")
