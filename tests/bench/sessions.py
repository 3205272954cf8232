"""`python -m tests.bench.sessions 10 25 50 100 [--rows N] [--seconds S] [--json]`: many viewers.

Starts the real server on a home folder of its own (with N made-up incidents beside the shipped
ones) and opens that many sessions over websocket, each speaking the page's own protocol: it
changes the filter, waits until the script has run, thinks 5 seconds (evenly spread from half to
one and a half times that) and changes it again; the page's 2-second look for new data runs as in a
browser. Given are the time of a rerun (asked until finished) at the median and at p95, errors,
the memory each session added, and how much of one core the server used: near 1.0 its interpreter
is what gives first. Clients share the machine with the server.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.start import ROOT, free_port, wait_until_up

THINK_S = 5.0
LONGEST_S = 30.0
#: Selections viewers change between.
QUERIES = (
    "", "type=Battles", "since=2022-01-01", "precision=settlement", "until=2023-06-30",
    "weapon=drone", "type=Riots&since=2020-01-01", "since=2025-04-01&until=2025-04-30",
)  # fmt: skip
FINISHED = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY


class Viewer:
    """One session: asks for reruns, and answers the page's wish to be run again in part."""

    def __init__(self, url, seed):
        self.url, self.rng = url, random.Random(seed)  # noqa: S311 - think times, not secrets
        self.times, self.errors = [], []
        self.done = asyncio.Event()
        self.polls = {}
        self.alive = True

    async def live(self, seconds):
        """Change the filter until the time is over."""
        try:
            async with websockets.connect(
                self.url, subprotocols=["streamlit"], max_size=None, origin=None
            ) as socket:
                reader = asyncio.create_task(self.listen(socket))
                await self.rerun(socket, first=True)
                until = time.monotonic() + seconds
                while time.monotonic() < until:
                    await asyncio.sleep(THINK_S * self.rng.uniform(0.5, 1.5))
                    await self.rerun(socket)
                self.alive = False
                reader.cancel()
        except (OSError, TimeoutError, websockets.WebSocketException) as problem:
            self.errors.append(f"{type(problem).__name__}: {problem}")

    async def rerun(self, socket, *, first=False):
        """Ask for a run of the page, and wait until it is over."""
        self.done.clear()
        asked = BackMsg()
        asked.rerun_script.query_string = self.rng.choice(QUERIES)
        asked.rerun_script.context_info.timezone = "UTC"
        begin = time.monotonic()
        await socket.send(asked.SerializeToString())
        await asyncio.wait_for(self.done.wait(), LONGEST_S)
        if not first:
            self.times.append(time.monotonic() - begin)

    async def listen(self, socket):
        async for data in socket:
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "script_finished" and message.script_finished == FINISHED:
                self.done.set()
            elif kind == "auto_rerun":
                self.poll(socket, message.auto_rerun)
            elif kind == "delta" and message.delta.new_element.HasField("exception"):
                self.errors.append(message.delta.new_element.exception.message[:200])

    def poll(self, socket, wish):
        """Run a fragment every so often, as the browser does."""
        if (old := self.polls.pop(wish.fragment_id, None)) is not None:
            old.cancel()

        async def again():
            while self.alive:
                await asyncio.sleep(wish.interval)
                asked = BackMsg()
                asked.rerun_script.fragment_id = wish.fragment_id
                asked.rerun_script.is_auto_rerun = True
                with contextlib.suppress(websockets.ConnectionClosed):
                    await socket.send(asked.SerializeToString())

        self.polls = {wish.fragment_id: asyncio.create_task(again())}


async def crowd(port, count, seconds):
    url = f"ws://127.0.0.1:{port}/_stcore/stream"
    viewers = [Viewer(url, n) for n in range(count)]

    async def late(n, viewer):
        await asyncio.sleep(THINK_S * n / count)
        await viewer.live(seconds)

    await asyncio.gather(*(late(n, v) for n, v in enumerate(viewers)))
    return viewers


def rss_mb(pid):
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def cpu_s(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def step(port, pid, count, seconds):
    """One size of crowd."""
    memory, spent, begin = rss_mb(pid), cpu_s(pid), time.monotonic()
    viewers = asyncio.run(crowd(port, count, seconds))
    times = sorted(t for v in viewers for t in v.times)
    errors = [e for v in viewers for e in v.errors]
    return {
        "sessions": count,
        "reruns": len(times),
        "rerun_p50_s": round(statistics.median(times), 3) if times else None,
        "rerun_p95_s": round(times[int(len(times) * 0.95)], 3) if times else None,
        "errors": len(errors),
        "first_errors": sorted(set(errors))[:3],
        "mb_per_session": round((rss_mb(pid) - memory) / count, 2),
        "rss_mb": round(rss_mb(pid), 1),
        "server_cores_used": round((cpu_s(pid) - spent) / (time.monotonic() - begin), 2),
        "load": os.getloadavg()[0],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sessions", type=int, nargs="*", default=[10, 25, 50, 100])
    parser.add_argument("--rows", type=int, default=0, help="made-up incidents beside the shipped")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long each size is kept up")
    parser.add_argument("--json", action="store_true", help="one JSON document, nothing else")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "INCIDENTS_HOME": folder, "CI": "1"}
        if chosen.rows:
            made = [sys.executable, "-m", "incidents", "generate", str(chosen.rows)]
            subprocess.run(made, cwd=ROOT, env=environ, check=True, stderr=subprocess.DEVNULL)
        port = free_port()
        command = [sys.executable, "-m", "incidents", "serve", f"--port={port}"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        server = subprocess.Popen(command, cwd=ROOT, env=environ, **quiet)
        try:
            wait_until_up(port, time.monotonic() + 60)
            asyncio.run(crowd(port, 2, 5.0))
            found = [step(port, server.pid, n, chosen.seconds) for n in chosen.sessions]
        finally:
            server.terminate()
            server.wait(10)
    if chosen.json:
        print(json.dumps({"rows": chosen.rows, "think_s": THINK_S, "steps": found,
                          "machine": f"{os.cpu_count()} cores"}))  # fmt: skip
        return
    for line in found:
        print("  ".join(f"{name} {value}" for name, value in line.items()))


if __name__ == "__main__":
    main()
