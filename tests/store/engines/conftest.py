"""Real engines: PostgreSQL on loopback, a Spark cluster of a master and two workers, chDB."""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.store.conftest import free_port

PATIENCE_S = 90


def pytest_collection_modifyitems(items):
    for item in items:
        if item.get_closest_marker("engines"):
            # Spark's client leaves its sockets to the interpreter's end.
            item.add_marker(pytest.mark.filterwarnings("ignore::ResourceWarning"))
            item.add_marker(
                pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
            )


def lacking(name, extra):
    if importlib.util.find_spec(name) is None:
        message = f"{name} is not installed: pip install 'incidents[{extra}]'"
        if os.environ.get("INCIDENTS_TEST") == "engines":
            pytest.fail(message)
        pytest.skip(message)


class Cluster:
    """A standalone Spark cluster; each part is a process of ours."""

    def __init__(self, folder):
        self.folder = folder
        self.home = Path(importlib.util.find_spec("pyspark").origin).parent
        self.port = free_port()
        self.master = self._start("Master", "--port", str(self.port))
        listening(self.port)
        self.workers = [self.worker() for _ in range(2)]
        self.registered(2)

    @property
    def url(self):
        return f"spark://127.0.0.1:{self.port}"

    def worker(self):
        return self._start("Worker", "-c", "1", "-m", "1g", "-d", str(self.folder), self.url)

    def registered(self, count):
        until = time.monotonic() + PATIENCE_S
        while (self.folder / "Master.log").read_text().count("Registering worker") < count:
            assert time.monotonic() < until, "the workers did not register"
            time.sleep(0.2)

    def _start(self, role, *arguments):
        environ = {
            **os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
            "SPARK_NO_DAEMONIZE": "1",
        }  # fmt: skip
        kind = f"org.apache.spark.deploy.{role.lower()}.{role}"
        command = [self.home / "bin/spark-class", kind, "--host", "127.0.0.1", "--webui-port", "0"]
        with (self.folder / f"{role}.log").open("a") as log:
            return subprocess.Popen(
                [*command, *arguments], stdout=log, stderr=log, env=environ, cwd=self.folder,
                start_new_session=True,
            )  # fmt: skip

    def kill(self, process):
        """End a worker and the executor it started, as a power cut would."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self):
        for process in (*self.workers, self.master):
            if process.poll() is None:
                self.kill(process)


def listening(port):
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail("the Spark master did not start")


@pytest.fixture(scope="session")
def cluster():
    lacking("pyspark", "spark")
    if shutil.which("java") is None:
        pytest.fail("no Java: Spark needs a Java runtime, version 17 or newer")
    with tempfile.TemporaryDirectory(prefix="incidents-spark-", ignore_cleanup_errors=True) as at:
        started = Cluster(Path(at))
        yield started
        started.stop()


@pytest.fixture
def spark_address(cluster, tmp_path):
    return f"{cluster.url}?data={tmp_path / 'copy'}"


@pytest.fixture
def chdb_address(tmp_path):
    lacking("chdb", "clickhouse")
    return f"chdb://?data={tmp_path / 'copy'}"


@pytest.fixture
def postgres_address(postgres_url):
    return postgres_url


@pytest.fixture(
    params=[
        pytest.param("postgres", marks=pytest.mark.postgres),
        pytest.param("spark", marks=pytest.mark.engines),
        pytest.param("chdb", marks=pytest.mark.engines),
    ]
)
def address(request):
    return request.getfixturevalue(f"{request.param}_address")
