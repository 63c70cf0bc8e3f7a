"""How fast many canvases are screened from the command line, and with how much memory.

    python -m benchmarks.screening [--number N] [--jobs N] [--small N] [--rounds N]

Beside it the engine alone (reading and rules, canvases already decoded) on the same canvases in
one process, and two processes against one. Rates are by the clock; the share of the engine in all
processor time hardly depends on what else runs. Memory is read from /proc: Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from advisor.canvas_file import read_canvas, write_canvas
from advisor.engine import check
from advisor.reading.reader import read
from advisor.rulebook.loader import load_rulebook
from advisor.source import read_source
from benchmarks.canvases import SEED, sample_files

COMPANIES = Path(__file__).parent.parent / "tests" / "companies"
RULE_SET = "coach"
ENGINE_CANVASES = 2_000
POLL_SECONDS = 0.2


def model_files() -> list[dict[str, Any]]:
    """Give the canvases that are varied: the samples, and the companies of the tests."""
    files = list(sample_files().values())
    for path in sorted(COMPANIES.glob("*.yaml")):
        source = read_source(path.read_bytes(), path.name).value
        canvas = source.get("canvas") if isinstance(source.get("canvas"), dict) else source
        text = json.dumps(canvas)
        files.append(write_canvas(read_canvas(text).canvas, "json").encode())
    return [json.loads(data) for data in files]


def varied(models: list[dict[str, Any]], seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Give canvases without end: a model with a name of its own and a few notes less."""
    chance = random.Random(seed)
    for number in range(sys.maxsize):
        canvas = json.loads(json.dumps(chance.choice(models)))
        canvas["name"] = f"{canvas.get('name', '')} {number}"
        for block in canvas.get("blocks", {}).values():
            notes = block.get("notes") if isinstance(block, dict) else block
            if isinstance(notes, list):
                notes[:] = [note for note in notes if chance.random() < 0.9]
        yield canvas


def write_lines(file: Path, number: int, models: list[dict[str, Any]]) -> None:
    """Write that many canvases, one a line."""
    with file.open("w", encoding="utf-8") as out:
        for canvas in islice(varied(models), number):
            out.write(json.dumps(canvas, ensure_ascii=False) + "\n")


class Run(NamedTuple):
    """What a run took: seconds by the clock and of all processors, peak memory in kB."""

    seconds: float
    busy: float
    parent: int
    worker: int


def engine_seconds(file: Path) -> tuple[float, float]:
    """Give seconds by the clock and of the processor a canvas takes the engine alone."""
    rulebook = load_rulebook(rule_set=RULE_SET)
    with file.open("rb") as lines:
        canvases = [read_canvas(line).canvas for line in islice(lines, ENGINE_CANVASES)]
    for canvas in canvases[:100]:
        check(canvas, rulebook, read(canvas))  # fills what is worked out once
    start, busy = time.perf_counter(), time.process_time()
    for canvas in canvases:
        check(canvas, rulebook, read(canvas))
    busy = time.process_time() - busy
    return (time.perf_counter() - start) / len(canvases), busy / len(canvases)


def run(file: Path, jobs: int) -> Run:
    """Screen a file from the command line; the memory of the workers is that of the largest."""
    with tempfile.TemporaryDirectory() as out:
        call = [sys.executable, "-m", "advisor", "screen", str(file), "--out", out]
        call += ["--jobs", str(jobs), "--rule-set", RULE_SET, "--lang", "en"]
        start, busy = time.perf_counter(), _busy()
        peaks: dict[int, int] = {}
        with subprocess.Popen(call, stdout=subprocess.DEVNULL) as process:
            while process.poll() is None:
                for pid in (process.pid, *_children(process.pid)):
                    peaks[pid] = max(peaks.get(pid, 0), _peak(pid))
                time.sleep(POLL_SECONDS)
        seconds, busy = time.perf_counter() - start, _busy() - busy
        if process.returncode:
            raise SystemExit(f"screen ended with status {process.returncode}")
        with (Path(out) / "results.jsonl").open("rb") as results, file.open("rb") as lines:
            if sum(1 for _ in results) != sum(1 for _ in lines):
                raise SystemExit("not as many results as canvases")
    parent = peaks.pop(process.pid)
    return Run(seconds, busy, parent, max(peaks.values(), default=0))


def _busy() -> float:
    """Give the processor time of all processes that were started and have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _children(pid: int) -> list[int]:
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(child) for child in found.split()]


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0].split()[1]) if lines else 0


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; give the exit status."""
    parser = argparse.ArgumentParser(description="Many canvases through the command line.")
    parser.add_argument("--number", type=int, default=100_000, help="canvases of the large run")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--small", type=int, default=4_000, help="canvases of two against one")
    parser.add_argument("--rounds", type=int, default=5, help="of two against one; 0: leave out")
    chosen = parser.parse_args(arguments)
    models = model_files()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "canvases.jsonl"
        write_lines(file, chosen.number, models)
        size = file.stat().st_size / 1e6
        print(f"{chosen.number} canvases, {size:.0f} MB, Python {platform.python_version()}")
        alone, engine = engine_seconds(file)
        print(f"engine alone, one process    {1 / alone:8.1f} canvases/s")
        whole = run(file, chosen.jobs)
        rate, busy = chosen.number / whole.seconds, whole.busy / chosen.number
        named = f"screen, {chosen.jobs} processes"
        print(f"{named:<28} {rate:8.1f} canvases/s  {rate * alone:5.2f} x engine")
        print(f"processor time a canvas: {busy * 1e3:.2f} ms, engine {engine * 1e3:.2f} ms of it")
        print(
            f"peak memory: parent {whole.parent / 1e3:.0f} MB, "
            f"largest worker {whole.worker / 1e3:.0f} MB"
        )
        if chosen.rounds:
            write_lines(file, chosen.small, models)
            # In turn, so that whatever slows the machine slows both.
            rounds = [(run(file, 1), run(file, 2)) for _ in range(chosen.rounds)]
            one, two = (min(times.seconds for times in side) for side in zip(*rounds, strict=True))
            print(
                f"{chosen.small} canvases, best of {chosen.rounds}: one process {one:.1f} s, "
                f"two {two:.1f} s, {one / two:.2f} x as fast"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
