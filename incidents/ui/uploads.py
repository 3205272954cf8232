"""One upload of a session: the file, what was answered about it, and the work on it.

The file stays in the session (not in the widget), so that it survives a change of page; checking
and saving run as jobs, so that a click does not interrupt them and a closed browser does not
stop a save half way. Needs a session; draws nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from incidents.errors import NotFound
from incidents.files import Mapping, Question, ReadOptions, Table, open_table
from incidents.files.marks import NAMES
from incidents.files.previewing import Glance, glance
from incidents.jobs import Job, State
from incidents.model.ports import Progress
from incidents.pipeline.checking import Checked, check_table
from incidents.pipeline.importing import Imported, import_table
from incidents.pipeline.remembered import MAPPINGS, MappingShelf
from incidents.ui import cache

#: Seconds a short piece of work is waited for before its progress is drawn.
SHORT_WAIT_S = 1.5
#: Bytes of the head from which the number of rows is estimated.
_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it was given: its name and bytes, and the key of its answers."""

    name: str
    content: bytes
    digest: str

    @property
    def rows(self) -> int | None:
        """About how many rows it has, by the lines of its head; None if that says nothing."""
        head = self.content[:_HEAD]
        lines = head.count(b"\n") or head.count(b"\r")
        if lines < 2 or (not head.isascii() and b"\x00" in head):
            return None
        return max(1, round(len(self.content) / len(head) * lines) - 1)


def take(name: str, content: bytes) -> Given:
    """Keep a file for this session; nothing that was answered about another one stays."""
    given = Given(name, content, hashlib.sha256(content).hexdigest())
    if st.session_state.get("upload") != given:
        forget()
        st.session_state["upload"] = given
    return given


def given() -> Given | None:
    """The file of this session, if there is one."""
    return st.session_state.get("upload")


def forget() -> None:
    """Let go of the file; a save that runs is left to end."""
    for key in ("upload", "upload_answers", "upload_check", "upload_save", "upload_asked"):
        st.session_state.pop(key, None)
    look_again()


def look_again() -> None:
    """Draw the choices anew: what they show was decided elsewhere."""
    st.session_state.pop("upload_look", None)
    st.session_state["upload_turn"] = turn() + 1


def turn() -> int:
    """Part of the keys of the widgets that show the mapping; another one draws them anew."""
    return int(st.session_state.get("upload_turn", 0))


def asked(more: tuple[Question, ...] = ()) -> tuple[Question, ...]:
    """Every question this file has raised, the answered ones too, so that they can be revised."""
    known: dict[str, Question] = st.session_state.setdefault("upload_asked", {})
    known.update({q.option: q for q in more})
    return tuple(known.values())


def answers() -> dict[str, Any]:
    """What was answered about the file: option -> answer, and the mapping or format chosen."""
    chosen: dict[str, Any] = st.session_state.setdefault("upload_answers", {})
    return chosen


def answer(option: str, value: object) -> None:
    """Note an answer; None takes it back."""
    if value is None:
        answers().pop(option, None)
    else:
        answers()[option] = value


def options() -> ReadOptions:
    """Everything that was decided about the file so far."""
    chosen = answers()
    return ReadOptions(
        encoding=chosen.get("encoding"),
        sheet=chosen.get("sheet"),
        delimiter=chosen.get("delimiter"),
        decimal_mark=chosen.get("decimal_mark"),
        date_order=chosen.get("date_order"),
        country=chosen.get("country"),
        format_id=chosen.get("format_id"),
        mapping=chosen.get("mapping"),
    )


def shelf() -> MappingShelf:
    """Where mappings are kept between uploads."""
    return MappingShelf(cache.settings().home / MAPPINGS)


def looked_at(file: Given) -> tuple[Glance, ReadOptions]:
    """The head of the file as it would be read, with a mapping that was kept for it."""
    chosen = options()
    known = st.session_state.get("upload_look")
    if known is None or known[0] != (file.digest, chosen):
        known = ((file.digest, chosen), _look(file, chosen))
        st.session_state["upload_look"] = known
    look: tuple[Glance, ReadOptions] = known[1]
    return look


def _look(file: Given, chosen: ReadOptions) -> tuple[Glance, ReadOptions]:
    first = glance(file.content, chosen)
    applied = shelf().applied(first.header, chosen)
    return (first if applied == chosen else glance(file.content, applied)), applied


def checking(file: Given, chosen: ReadOptions) -> Job:
    """The job that checks the file as it would be read now; begun if it is not yet."""
    key = (file.digest, chosen)
    known = st.session_state.get("upload_check")
    if known is not None and known[0] == key:
        begun: Job = known[1]
        return begun
    if known is not None:
        known[1].cancel()
    opened = _opener(file, chosen)

    def work(job: Progress) -> Checked:
        return check_table(opened(), _measured(job, file.rows))

    job = cache.board().start(f"checking {file.name}", work)
    st.session_state["upload_check"] = (key, job)
    job.wait(SHORT_WAIT_S)
    return job


def save(file: Given, chosen: ReadOptions, checked: Checked, author: str) -> Job:
    """Begin to save the good rows; the job ends as a whole import or as none."""
    services = cache.services()
    opened = _opener(file, chosen)
    total = checked.account.rows_accepted + checked.account.rows_rejected
    total += checked.account.rows_duplicate

    def work(job: Progress) -> Imported:
        return import_table(
            services.ledger, opened(), author=author, raw=file.content,
            uploads=services.settings.home / "uploads", progress=_measured(job, total),
        )  # fmt: skip

    job = cache.board().start(f"saving {file.name}", work)
    st.session_state["upload_save"] = (file.digest, job, checked)
    job.wait(SHORT_WAIT_S)
    return job


def saving() -> tuple[Job, Checked] | None:
    """The save of this session's file and what was checked before, if it was begun."""
    known, file = st.session_state.get("upload_save"), given()
    if known is None or file is None or known[0] != file.digest:
        return None
    return known[1], known[2]


def unsaved() -> None:
    """Go back from a save that failed to the table."""
    st.session_state.pop("upload_save", None)


def others(mine: Job | None) -> tuple[Job, ...]:
    """Saves under way that this session did not begin (or began before it was reloaded)."""
    return tuple(j for j in cache.board().active() if j is not mine and "saving" in j.title)


def stop(job_id: str) -> None:
    """Ask a job to stop, if it is still known."""
    try:
        cache.board().get(job_id).cancel()
    except NotFound:
        return


def failed(job: Job) -> bool:
    """Whether a job ended without a result."""
    return job.state in {State.FAILED, State.CANCELLED}


def _opener(file: Given, chosen: ReadOptions) -> Callable[[], Table]:
    gazetteer, today = cache.services().gazetteer, cache.today()

    def opened(day: date = today) -> Table:
        return open_table(
            file.content, name=file.name, options=chosen, gazetteer=gazetteer, today=day
        )

    return opened


def _measured(job: Progress, rows: int | None) -> Progress:
    """Tell a job how many rows there are, where that is known or can be estimated."""

    def progress(done: int, total: int | None = None) -> None:
        known = total or rows
        job(done, max(known, done) if known else None)

    return progress


def mapped(file: Glance, columns: dict[str, str]) -> None:
    """Take a mapping made by hand: field -> column."""
    # The code lists of a recognised format stay; own exports and tag rows have none.
    form = "mapped" if file.form_id in {"own", "hxl"} else file.form_id
    answer("format_id", None)
    answer("mapping", Mapping(tuple(columns.items()), form))


def mark_words(choice: str) -> str:
    """Name an answer as a person does."""
    known = {
        **NAMES, "dmy": "The day comes first", "mdy": "The month comes first",
        ";": "semicolon", "\t": "tab", "|": "vertical bar",
    }  # fmt: skip
    return known.get(choice, choice)
