"""A Streamlit server of our own on a free port, with a database of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
EMPTY = ROOT / "benchmarks" / "empty" / "app.py"
OURS = ROOT / "app.py"
WAIT = 60.0  # seconds for a port to open


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port, its process, and where its drafts lie."""

    port: int
    pid: int
    database: str

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://localhost:{self.port}"

    def memory(self) -> float:
        """Give the resident memory in MB (Linux only)."""
        for line in Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0


@contextmanager
def serving(app: Path, folder: Path) -> Iterator[Server]:
    """Serve an app with our settings; it ends with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    database = f"sqlite:///{folder / f'{port}.sqlite3'}"
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", str(app)),
            *("--server.port", str(port), "--server.headless", "true"),
        ],
        cwd=ROOT,  # where .streamlit/config.toml lies: the same settings for both
        env={**os.environ, "STIMMIG_DATABASE_URL": database},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield Server(port, process.pid, database)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int) -> None:
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        try:
            with socket.create_connection(("localhost", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")
