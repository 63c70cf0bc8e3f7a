"""Pages served on this machine alone, each by a process and with a database of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parents[1]
OURS = "app.py"
EMPTY = "benchmarks/plain/page/app.py"
PATIENCE = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Server:
    """A running page."""

    port: int
    pid: int
    database: str

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://localhost:{self.port}"

    @property
    def stream(self) -> str:
        """Where a client finds Streamlit's websocket."""
        return f"ws://localhost:{self.port}/_stcore/stream"

    def memory(self) -> float:
        """Give how much memory the process holds, in MB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("no VmRSS: this needs Linux")


@contextmanager
def serve(script: str) -> Iterator[Server]:
    """Serve a page as the README says, with the settings of `.streamlit`, until it is done with."""
    with tempfile.TemporaryDirectory() as folder:
        port, database = free_port(), f"sqlite:///{folder}/drafts.sqlite3"
        process = launch(script, port, database)
        try:
            wait(port, process)
            yield Server(port, process.pid, database)
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def launch(script: str, port: int, database: str) -> subprocess.Popen[bytes]:
    """Start a page on a port; it may take a moment to answer."""
    command = [sys.executable, "-m", "streamlit", "run", script]
    options = ["--server.port", str(port), "--server.headless", "true"]
    return subprocess.Popen(
        [*command, *options],
        cwd=ROOT,
        env={**os.environ, "STIMMIG_DATABASE_URL": database},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def free_port() -> int:
    """Give a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the page answers.

    Raises:
        RuntimeError: it ended, or took too long.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with closing(HTTPConnection("localhost", port, timeout=1)) as connection:
                connection.request("GET", "/_stcore/health")
                if connection.getresponse().status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.05)
    raise RuntimeError("the server did not start")
