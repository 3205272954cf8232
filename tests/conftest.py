"""What holds for every test: no other host is called, and no setting leaks in from outside."""

import ipaddress
import os
import socket

import pytest
from hypothesis import HealthCheck, settings

# Shared machines are slow at times: a test that takes long is no wrong test. On CI the same
# examples run every time, so that a failure there can be repeated here.
settings.register_profile(
    "tests",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("tests")

#: Settings of the tests themselves; every other ``INCIDENTS_`` variable is taken away.
KEPT = {"INCIDENTS_TEST", "INCIDENTS_SHARED", "INCIDENTS_CHROMIUM"}


def is_here(address):
    """Whether a socket address is a file of this machine or on loopback."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in {"", "localhost"}


@pytest.fixture(autouse=True, scope="session")
def no_foreign_host():
    """A test that calls another host fails there and then."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family != socket.AF_UNIX and not is_here(address):
            raise AssertionError(f"a test calls another host: {address!r}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_settings_from_outside():
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith("INCIDENTS_") and name not in KEPT:
                patch.delenv(name)
        yield
