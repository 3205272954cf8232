import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from incidents.commands import main
from incidents.commands.serve import (
    check_port,
    is_loopback,
    refusal,
    streamlit_arguments,
    wants_browser,
    warn_open,
)
from incidents.errors import BadInput

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def taken_port():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_a_port_in_use_is_refused_with_another_to_try(taken_port):
    with pytest.raises(BadInput, match=f"port {taken_port} .* in use") as caught:
        check_port("127.0.0.1", taken_port)
    assert f"--port {taken_port + 1}" in str(caught.value)


def test_the_command_ends_with_one_message_when_the_port_is_taken(taken_port):
    done = subprocess.run(
        [sys.executable, "-m", "incidents", "serve", "--port", str(taken_port)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "CI": "1"},
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"Error: port {taken_port} on 127.0.0.1 is in use")
    assert len(done.stderr.splitlines()) == 1


def test_a_store_that_cannot_be_read_is_told_before_anything_is_served(run, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "ledger.sqlite").write_bytes(b"not a ledger" * 1000)
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        free = holder.getsockname()[1]
    done = run("serve", "--port", free)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "ledger.sqlite" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_free_port_is_accepted():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        free = holder.getsockname()[1]
    check_port("127.0.0.1", free)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        pytest.param(errno.EADDRINUSE, "in use by another program", id="taken"),
        pytest.param(errno.EACCES, "choose one above 1023", id="reserved"),
        pytest.param(errno.EADDRNOTAVAIL, "an address of this machine", id="not ours"),
    ],
)
def test_each_refusal_has_its_cure(code, words):
    assert words in refusal("127.0.0.1", 80, OSError(code, os.strerror(code)))


def test_the_last_port_does_not_point_beyond_the_end():
    assert "--port 1" in refusal("127.0.0.1", 65535, OSError(errno.EADDRINUSE, "x"))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104 - compared, not bound
        ("::", False),
        ("192.0.2.7", False),
        ("example.org", False),
    ],
)
def test_is_loopback(address, expected):
    assert is_loopback(address) is expected


@pytest.mark.parametrize(
    ("public", "words"),
    [
        pytest.param(False, "read, change and delete everything; add --public", id="open to all"),
        pytest.param(True, "see the public view", id="read only"),
    ],
)
def test_listening_to_others_is_warned_about(capsys, public, words):
    warn_open("0.0.0.0", public=public)  # noqa: S104 - said, not bound
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Warning: listening on 0.0.0.0")
    assert words in err


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({"CI": "1", "DISPLAY": ":0"}, False, id="ci"),
        pytest.param({"INCIDENTS_HEADLESS": "1", "DISPLAY": ":0"}, False, id="said so"),
    ],
)
def test_no_browser_where_nobody_looks(environ, expected):
    assert wants_browser(environ) is expected


@pytest.mark.skipif(sys.platform != "linux", reason="only there a screen is announced so")
@pytest.mark.parametrize(
    ("environ", "expected"),
    [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True)],
)
def test_a_screen_is_looked_for(environ, expected):
    assert wants_browser(environ) is expected


def test_streamlit_is_told_the_address_and_hides_errors_in_public():
    owner = streamlit_arguments("127.0.0.1", 8501, public=False)
    assert "--server.address=127.0.0.1" in owner
    assert "--server.port=8501" in owner
    assert not [a for a in owner if "showErrorDetails" in a]
    assert "--client.showErrorDetails=none" in streamlit_arguments("::1", 1, public=True)


@pytest.mark.parametrize("port", ["0", "65536", "x"])
def test_a_port_that_is_none_is_a_wrong_command(port):
    assert CliRunner().invoke(main, ["serve", "--port", port]).exit_code == 2
