"""`incidents serve`: the dashboard, started the way `streamlit run app.py` starts it.

Runs in this process. Binds 127.0.0.1 unless told otherwise, and refuses a port that is taken
instead of moving to the next one, so that the address printed is the address asked for.
"""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import threading
import webbrowser

import click

from incidents.adapters.settings import ROOT, read_settings
from incidents.commands.meter import Meter
from incidents.errors import BadInput
from incidents.pipeline.services import open_ledger, process_opener

LOCAL = "127.0.0.1"
ENTRY = ROOT / "app.py"


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach a server bound there."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def check_port(address: str, port: int) -> None:
    """Raise BadInput, with the cure, unless a server can bind there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as problem:
            raise BadInput(refusal(address, port, problem)) from problem


def refusal(address: str, port: int, problem: OSError) -> str:
    """Why the address cannot be bound and what to do."""
    if problem.errno == errno.EADDRINUSE:
        return (
            f"port {port} on {address} is in use by another program; stop it, "
            f"or choose another port: incidents serve --port {port % 65535 + 1}"
        )
    if problem.errno == errno.EACCES:
        return f"port {port} is reserved by the system; choose one above 1023, such as 8501"
    return f"cannot listen on {address}, port {port}: {problem}; give an address of this machine"


def wants_browser(environ: os._Environ[str] | dict[str, str]) -> bool:
    """Whether a browser should be opened: there is a screen and nobody said otherwise."""
    if environ.get("CI") or environ.get("INCIDENTS_HEADLESS"):
        return False
    if os.name == "posix" and os.uname().sysname == "Linux":
        return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
    return True


def open_when_up(address: str, port: int, *, tries: int = 100) -> None:
    """Open the browser as soon as the server takes connections, in a thread of its own."""

    def wait() -> None:
        for _ in range(tries):
            try:
                with socket.create_connection((address, port), timeout=0.2):
                    webbrowser.open(f"http://{address}:{port}")
                    return
            except OSError:
                pause.wait(0.1)

    pause = threading.Event()
    threading.Thread(target=wait, name="open-browser", daemon=True).start()


def streamlit_arguments(address: str, port: int, *, public: bool) -> list[str]:
    """What `streamlit run` is told."""
    arguments = [
        "run",
        str(ENTRY),
        f"--server.address={address}",
        f"--server.port={port}",
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
    ]
    if public:
        arguments += ["--client.showErrorDetails=none", "--client.toolbarMode=viewer"]
    return arguments


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8501,
    show_default=True,
    help="Port to listen on; one that is taken is refused, not replaced.",
)
@click.option("--address", default=LOCAL, show_default=True, help="Address to listen on.")
@click.option("--public", is_flag=True, help="Read-only, for a link anybody may open.")
@click.option("--browser/--no-browser", default=None, help="Open a browser (not without screen).")
def command(port: int, address: str, public: bool, browser: bool | None) -> None:
    """Open the dashboard and keep serving it until Ctrl-C."""
    if public:
        os.environ["INCIDENTS_PUBLIC"] = "1"
    settings = read_settings(os.environ)
    check_port(address, port)
    open_ledger(settings).close()
    if not is_loopback(address):
        warn_open(address, public=settings.public)
    reach = LOCAL if address in {"0.0.0.0", "::"} else address  # noqa: S104 - compared, not bound
    click.echo(f"Dashboard: http://{reach}:{port} (stop with Ctrl-C)", err=True)
    if wants_browser(os.environ) if browser is None else browser:
        open_when_up(reach, port)
    tell_progress()
    from streamlit.web import cli

    cli.main(streamlit_arguments(address, port, public=settings.public), standalone_mode=False)


def tell_progress() -> None:
    """Show in the terminal how far a large ledger's mirror is; the server's start opens it."""
    meter = Meter("Preparing the data")

    def tell(done: int, total: int | None = None) -> None:
        meter(done, total)
        if done == total:
            meter.close()

    process_opener().tell = tell


def warn_open(address: str, *, public: bool) -> None:
    """Say who can reach the dashboard, and what they can do."""
    may = "see the public view" if public else "read, change and delete everything"
    cure = "" if public else "; add --public to make it read-only, or leave --address away"
    click.echo(
        f"Warning: listening on {address}, anybody who reaches it can {may}{cure}.", err=True
    )
