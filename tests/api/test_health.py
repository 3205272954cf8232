import json

import pytest

from incidents import __version__
from incidents.api.health import health
from incidents.errors import StoreError


class Ledger:
    def __init__(self, answer):
        self.answer = answer

    def revision(self):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Opened:
    def __init__(self, answer):
        self.ledger = Ledger(answer)


def refuse():
    raise StoreError("the ledger in /srv/secret cannot be opened")


@pytest.mark.parametrize(
    ("provide", "status", "revision", "store"),
    [
        pytest.param(lambda: Opened(7), 200, 7, "ok", id="well"),
        pytest.param(lambda: Opened(0), 200, 0, "ok", id="empty is well"),
        pytest.param(lambda: Opened(StoreError("gone")), 503, None, "unavailable", id="ill"),
        pytest.param(refuse, 503, None, "unavailable", id="never opened"),
    ],
)
def test_health(provide, status, revision, store):
    answer = health(provide)(None)
    assert answer.status_code == status
    assert json.loads(answer.body) == {
        "version": __version__,
        "revision": revision,
        "store": store,
    }


def test_health_says_nothing_of_the_machine():
    assert b"/srv" not in health(refuse)(None).body
