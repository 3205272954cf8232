"""The upload page with a real ledger behind it: mapping, questions, the jobs, the outcome."""

import hashlib
import json
import threading

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from incidents.commands.tables import command
from incidents.errors import Cancelled
from incidents.jobs import JobBoard, Standing, State
from incidents.pipeline.remembered import MAPPINGS, MappingShelf
from incidents.query import Filter, Viewer
from incidents.ui import cache, uploads
from incidents.ui.views import job_part

GOOD_AND_BAD = (
    b"date,location,country,latitude,longitude,killed\n"
    b"2025-04-20,Sumy,UA,50.9077,34.7981,2\n"
    b"2025-13-45,Poltava,UA,49.5883,34.5514,1\n"
    b"2025-04-20,Sumy,UA,50.9077,34.7981,2\n"
)
STRANGE = "wann;wo;tote\n23.04.2024;Суми;12-15\n24.04.2024;Суми;3\n".encode()
ASKING = b"date,place,killed\n03/04/2024,Sumy,1\n05/04/2024,Sumy,2\n"
SCRIPT = "from incidents.ui.views import upload\nupload.render()\n"


@pytest.fixture
def page(monkeypatch, night):
    monkeypatch.setattr(cache, "process_services", lambda: night)
    monkeypatch.setattr(cache, "settings", lambda: night.settings)
    board = JobBoard()
    monkeypatch.setattr(cache, "board", lambda: board)

    def open_with(content, name="table.csv"):
        app = AppTest.from_string(SCRIPT, default_timeout=30)
        digest = hashlib.sha256(content).hexdigest()
        app.session_state["upload"] = uploads.Given(name, content, digest)
        return settled(app.run())

    return open_with


def settled(app):
    """Wait for the work on the page and draw it anew."""
    for key in ("upload_check", "upload_save"):
        if key in app.session_state:
            app.session_state[key][1].wait(30)
    app = app.run()
    assert not app.exception
    return app


def html_of(app):
    return " ".join(e.proto.body for e in app.get("html"))


def save(app):
    return settled(app.button(key="up_save").click().run())


def field(app, name):
    return next(s for s in app.selectbox if s.label == name)


def test_every_line_is_accounted_for_before_and_after_saving(page, night):
    app = page(GOOD_AND_BAD)
    said = "3 lines = 1 accepted + 1 rejected + 1 duplicates"
    assert said in html_of(app)
    assert night.ledger.revision() == 1
    app = save(app)
    assert said in html_of(app)
    assert "1 rows accepted, 1 rejected, 1 duplicates" in app.success[0].value.replace("\\", "")
    (record,) = night.ledger.imports()
    assert (record.author, record.rows_read, record.rows_kept) == ("analyst", 3, 1)


def test_the_same_file_again_adds_nothing_and_says_so(page, night):
    save(page(GOOD_AND_BAD))
    app = save(page(GOOD_AND_BAD))
    assert "nothing was added" in app.success[0].value
    assert night.ledger.revision() == 2


def test_an_unknown_table_is_mapped_and_saved(page, night):
    app = page(STRANGE)
    assert "Not one of the known formats" in [t.value for t in app.text]
    assert "No column is taken for" in app.warning[0].value
    app = settled(field(app, "Location").set_value("wo").run())
    app = settled(field(app, "Killed").set_value("tote").run())
    assert "12 to 15" in html_of(app)
    app = save(app)
    assert len(night.ledger.imports()) == 1


def test_a_mapping_is_remembered_for_page_and_command_alike(page, night, tmp_path, monkeypatch):
    app = settled(field(page(STRANGE), "Location").set_value("wo").run())
    app = settled(field(app, "Killed").set_value("tote").run())
    remember = next(b for b in app.button if b.label.startswith("Remember"))
    settled(remember.click().run())
    kept = MappingShelf(night.settings.home / MAPPINGS).find(("wann", "wo", "tote"))
    assert kept.mapping.column("killed") == "tote"
    again = page(STRANGE)
    assert any("columns as mapped before, by analyst" in t.value for t in again.text)
    table = tmp_path / "strange.csv"
    table.write_bytes(STRANGE)
    monkeypatch.setenv("INCIDENTS_HOME", str(night.settings.home))
    done = CliRunner().invoke(command, [str(table), "--dry-run", "--json"])
    told = json.loads(done.stdout)
    assert told["import_id"] == again.session_state["upload_check"][1].result.import_id
    assert told["mapping"] == dict(kept.mapping.columns)
    by_file = CliRunner().invoke(
        command, [str(table), "--dry-run", "--json", "--mapping", str(kept.path)]
    )
    assert json.loads(by_file.stdout)["import_id"] == told["import_id"]


def test_a_question_is_asked_with_cells_and_the_answer_reads_them(page):
    app = page(ASKING)
    assert "2 lines = 0 accepted + 2 rejected + 0 duplicates" in html_of(app)
    (asked,) = app.radio
    assert "day or the month comes first" in asked.label
    assert asked.value is None
    app = settled(asked.set_value("mdy").run())
    assert "2 lines = 2 accepted + 0 rejected + 0 duplicates" in html_of(app)
    assert "4 March 2024" in html_of(app)
    assert app.radio[0].value == "mdy"
    app = settled(app.radio[0].set_value("dmy").run())
    assert "3 April 2024" in html_of(app)


def test_text_that_was_encoded_twice_is_put_right_by_the_answer(page, night):
    sound = "date,place,killed\n2025-04-20,Суми,2\n2025-04-21,Полтава,1\n"
    app = page(sound.encode().decode("cp1251").encode())
    (asked,) = app.radio
    assert asked.value is None
    assert app.button(key="up_save").disabled
    app = settled(asked.set_value(asked.options[0].replace("\\", "")).run())
    assert "Полтава" in html_of(app)
    save(app)
    night.mirror.follow()
    shown = night.mirror.table(Filter(datasets=("upload",)), Viewer()).rows
    assert {r.place_name for r in shown} == {"Sumy", "Poltava"}


def test_another_format_can_be_chosen(page):
    app = page(GOOD_AND_BAD)
    app = settled(field(app, "Read it as").set_value("acled").run())
    assert "Recognised: ACLED" in [t.value for t in app.text]
    assert "as chosen" in " ".join(t.value for t in app.text)


def test_a_file_that_is_no_table_is_refused_with_the_cure(page):
    app = page(b"%PDF-1.7 not a table", "report.csv")
    assert "PDF" in app.error[0].value
    assert "save it as CSV" in app.error[0].value.replace("\\", "")


def test_words_of_the_file_are_shown_and_never_run(page):
    hostile = "<img src=x onerror=alert(1)>"
    content = f'date,place,"{hostile}",killed\n2024-03-05,"{hostile}","{hostile}","{hostile}"\n'
    shown = html_of(page(content.encode(), f"{hostile}.csv"))
    assert hostile not in shown
    assert "&lt;img src=x" in shown


def test_what_was_answered_about_one_file_is_not_kept_for_the_next(page):
    app = page(ASKING)
    app = settled(app.radio[0].set_value("mdy").run())
    app.session_state["upload"] = uploads.Given("b.csv", GOOD_AND_BAD, "b")
    app.session_state["upload_answers"] = {}
    app.session_state["upload_asked"] = {}
    app = settled(app.run())
    assert not app.radio


def test_a_save_goes_on_without_its_session_and_can_be_stopped():
    board, begun, go = JobBoard(), threading.Event(), threading.Event()

    def work(job):
        begun.set()
        go.wait(10)
        job(1)

    job = board.start("saving t.csv", work)
    begun.wait(10)
    assert [j.job_id for j in board.active()] == [job.job_id]
    job.cancel()
    go.set()
    job.wait(10)
    assert job.state is State.CANCELLED
    assert "nothing of it was saved" in job.error


def test_a_stopped_import_leaves_nothing(night):
    from incidents.files import open_table  # noqa: PLC0415 - only here
    from incidents.pipeline.importing import import_table  # noqa: PLC0415 - only here

    rows = "".join(f"2024-03-05,Sumy,{n}\n" for n in range(5000)).encode()
    table = open_table(b"date,place,killed\n" + rows, name="t")

    def stop(_done, _total=None):
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        import_table(night.ledger, table, author="a", progress=stop)
    assert night.ledger.imports() == ()
    assert night.ledger.revision() == 1


@pytest.mark.parametrize(
    ("state", "at", "said"),
    [
        pytest.param(State.WAITING, Standing(), "waiting until other work is through", id="waits"),
        pytest.param(State.RUNNING, Standing(200), "200 rows", id="begun"),
        pytest.param(
            State.RUNNING, Standing(12_000, 40_000, 3_100.4, 9.03),
            "12,000 of about 40,000 rows, 3,100 rows/s, about 9 s left", id="under way",
        ),
        pytest.param(
            State.RUNNING, Standing(1, 9, 1.0, 600.0),
            "1 of about 9 rows, 1 rows/s, about 10 minutes left", id="minutes",
        ),
    ],
)  # fmt: skip
def test_progress_in_words(state, at, said):
    assert job_part.words(state, at) == said


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        pytest.param(b"a,b\n" + b"1,2\n" * 99, 99, id="small"),
        pytest.param(b"a,b\n" + b"1,2\n" * 99_999, 99_999, id="estimated by the head"),
        pytest.param(b"PK\x03\x04", None, id="no lines"),
    ],
)
def test_the_number_of_rows_is_estimated(content, rows):
    found = uploads.Given("t", content, "d").rows
    assert found == rows or abs(found - rows) < rows * 0.01
