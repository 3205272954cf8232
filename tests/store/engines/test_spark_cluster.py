"""A worker that is lost during questions costs time, and no answer."""

import threading

import pytest

from incidents.errors import Unavailable
from incidents.query import Filter
from incidents.store import Mirror
from incidents.store.engines.choose import open_engine
from tests.store.engines.questions import OWNER
from tests.store.engines.test_contract import filled

pytestmark = pytest.mark.engines
ROUNDS = 6


def test_a_killed_worker_loses_no_answer(cluster, spark_address, sqlite_ledger, tmp_path):
    ledger = filled(sqlite_ledger)
    mirror = Mirror.open(ledger, small=0, answers=open_engine(spark_address, tmp_path))
    plain = Mirror.open(ledger, small=0)
    found, under_way = [], threading.Event()

    def ask():
        for n in range(ROUNDS):
            if n == 1:
                under_way.set()
            found.append(mirror.per_place(Filter(), OWNER))

    asking = threading.Thread(target=ask)
    asking.start()
    assert under_way.wait(180)
    victim = cluster.workers.pop()
    cluster.kill(victim)
    asking.join(300)
    assert found == [plain.per_place(Filter(), OWNER)] * ROUNDS
    cluster.workers.append(cluster.worker())
    mirror.close()
    plain.close()


#: Four million million rows: it does not end by itself.
ENDLESS = "SELECT max(xxhash64(a.id, b.id)) FROM range(2000000) a CROSS JOIN range(2000000) b"


def test_a_question_that_takes_too_long_is_given_up_and_does_not_hold_the_end(
    spark_address, tmp_path
):
    engine = open_engine(f"{spark_address}&timeout=2", tmp_path)
    with pytest.raises(Unavailable, match=r"no answer within 2 s"):
        engine._within_time(ENDLESS)
    closing = threading.Thread(target=engine.close)
    closing.start()
    closing.join(90)
    assert not closing.is_alive()
