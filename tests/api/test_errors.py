import json

import pytest

from incidents.api.errors import HIDDEN, answer_error
from incidents.errors import (
    BadFile,
    BadFilter,
    Conflict,
    IncidentsError,
    NotFound,
    StoreError,
    Unavailable,
)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        pytest.param(BadFilter("since: '2025-13' is no day"), 400, "filter", id="filter"),
        pytest.param(BadFile("too long"), 400, "input", id="input"),
        pytest.param(NotFound("no incident 'x'"), 404, "not_found", id="not found"),
        pytest.param(StoreError("ledger /srv/x is locked"), 503, "store", id="store"),
        pytest.param(Unavailable("db.example did not answer"), 503, "unavailable", id="away"),
        pytest.param(Conflict("changed"), 500, "internal", id="any of ours"),
        pytest.param(ZeroDivisionError("x"), 500, "internal", id="a mistake of ours"),
    ],
)
@pytest.mark.parametrize("public", [True, False])
def test_one_shape_for_every_error(error, status, code, public):
    answer = answer_error(error, public=public)
    said = json.loads(answer.body)
    assert answer.status_code == status
    assert set(said) == {"error"}
    assert set(said["error"]) == {"code", "message"}
    assert said["error"]["code"] == code
    assert answer.headers["cache-control"] == "no-store"


def test_the_owner_reads_the_message_and_the_public_nothing_of_the_machine():
    error = StoreError("ledger in /srv/secret is locked")
    assert "/srv/secret" in answer_error(error, public=False).body.decode()
    assert json.loads(answer_error(error, public=True).body)["error"]["message"] == HIDDEN


def test_what_nobody_foresaw_is_never_shown():
    answer = answer_error(RuntimeError("password=hunter2"), public=False)
    assert "hunter2" not in answer.body.decode()


@pytest.mark.parametrize("kind", IncidentsError.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_kind_of_ours_has_a_status(kind):
    assert 400 <= answer_error(kind("x"), public=False).status_code <= 503
