"""A PostgreSQL server that is restarted or cut off loses nothing and doubles nothing."""

import os
import pwd
import subprocess
import tempfile
from pathlib import Path

import pytest

from incidents.errors import Conflict, Unavailable
from incidents.query import Filter, Viewer
from incidents.store import Ledger, Mirror
from tests.store.conftest import TickingClock, known_user, serve, server_programs
from tests.store.examples import add, incident

pytestmark = pytest.mark.postgres


class Server:
    """A server of one test's own, which may be restarted."""

    def __init__(self, programs, folder, url):
        self.url = f"{url}/postgres"
        port = url.rsplit(":", 1)[1]
        self._options = (
            f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
        )
        self._control = [programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log"]
        self._folder = folder
        self._as_user = {}
        if os.geteuid() == 0:
            user = next(n for n in ("postgres", "nobody") if known_user(n))
            group = pwd.getpwnam(user).pw_gid
            self._as_user = {"user": user, "group": group, "extra_groups": []}

    def do(self, *what):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        command = [*self._control, "-o", self._options, *what]
        subprocess.run(command, check=True, cwd=self._folder, **quiet, **self._as_user)


@pytest.fixture
def server(postgres):
    assert postgres  # says why where there are no programs
    programs = server_programs()
    with tempfile.TemporaryDirectory(prefix="incidents-pg-", ignore_cleanup_errors=True) as folder:
        for url in serve(programs, Path(folder)):
            yield Server(programs, Path(folder), url)


def test_a_restart_of_the_server_is_outlived(server):
    ledger = Ledger.open(server.url, clock=TickingClock())
    add(ledger, incident("i0"))
    server.do("-m", "immediate", "restart")
    assert add(ledger, incident("i1")).number == 2
    server.do("-m", "immediate", "stop")
    with pytest.raises(Unavailable, match="does not answer"):
        ledger.revision()
    server.do("start")
    assert {i.incident_id for i in ledger.incidents(["i0", "i1"])} == {"i0", "i1"}
    ledger.close()


def test_a_write_that_was_cut_off_is_not_half_saved_and_a_retry_not_doubled(server):
    """The connection dies under a write; whoever tries again, and again, saves it once."""
    ledger = Ledger.open(server.url, clock=TickingClock())
    record = incident("i0")
    with pytest.raises(Unavailable), ledger.writing() as connection:
        cut_off(server, connection)
    assert ledger.revision() == 0
    add(ledger, record)
    with pytest.raises(Conflict, match="already exists"):
        add(ledger, record)
    assert ledger.revision() == 1
    ledger.close()


def cut_off(server, connection):
    """End a connection from outside, as a network would, and use it once more."""
    pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(server.url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    connection.exec_driver_sql("SELECT 1")


def test_two_dashboards_see_each_others_changes(postgres_url):
    """Each process has a ledger and a mirror of its own; looking for a revision is all it takes."""
    first, second = (Ledger.open(postgres_url, clock=TickingClock()) for _ in range(2))
    mirrors = [Mirror.open(ledger) for ledger in (first, second)]
    add(first, incident("i0"))
    add(second, incident("i1"))
    for mirror in mirrors:
        mirror.follow()
        assert mirror.count(Filter(), Viewer()) == 2
    for opened in (*mirrors, first, second):
        opened.close()
