"""Ledgers to test with: SQLite always, PostgreSQL where its programs are installed."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from incidents.store import Ledger


class TickingClock:
    """Starts at a fixed moment and is a minute later at each look."""

    def __init__(self):
        self.at = datetime(2025, 4, 25, 12, tzinfo=UTC)

    def now(self):
        self.at += timedelta(minutes=1)
        return self.at


@pytest.fixture
def clock():
    return TickingClock()


@pytest.fixture
def sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path / 'ledger.sqlite'}"


def server_programs():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server of our own on loopback, gone when the tests are."""
    programs = server_programs()
    if programs is None:
        if os.environ.get("INCIDENTS_TEST") == "all":
            pytest.fail("no PostgreSQL server programs; apt-get install postgresql")
        pytest.skip("no PostgreSQL server programs (apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="pip install 'incidents[postgres]'")
    with tempfile.TemporaryDirectory(prefix="incidents-pg-", ignore_cleanup_errors=True) as folder:
        yield from serve(programs, Path(folder))


def serve(programs, folder):
    as_user = {}
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        user = next(n for n in ("postgres", "nobody") if known_user(n))
        shutil.chown(folder, user)
        as_user = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
    data, port = folder / "data", free_port()
    quiet = {"capture_output": True, "cwd": folder, **as_user}
    subprocess.run(
        [programs / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True,
        **quiet,
    )
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
    control = [programs / "pg_ctl", "-D", data, "-w"]
    # The server keeps what it inherits open, so its output goes to a file and not to a pipe.
    subprocess.run(
        [*control, "-l", folder / "log", "-o", options, "start"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **as_user,
    )  # fmt: skip
    try:
        yield f"postgresql://tester@127.0.0.1:{port}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, **quiet)


def known_user(name):
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@pytest.fixture
def postgres_url(postgres):
    """A database of its own for each test."""
    psycopg = pytest.importorskip("psycopg")
    name = f"t{os.urandom(6).hex()}"
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield f"{postgres}/{name}"
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request):
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def ledger(url, clock):
    opened = Ledger.open(url, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_ledger(sqlite_url, clock):
    opened = Ledger.open(sqlite_url, clock=clock)
    yield opened
    opened.close()
