"""A batch as a coach gets it: 300 files in seven formats, some of them no canvas at all.

    python -m benchmarks.mixed_batch [--corpus DIR] [--number N] [--rounds N] [--keep ZIP]

Canvases are taken from `*.text.json`, else from `*.yaml`, below DIR. What comes out is counted:
one result per file, and a reason for each that could not be read.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html import escape
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from advisor.canvas import BLOCKS, Canvas
from advisor.canvas_file import read_canvas, write_canvas
from advisor.rulebook.loader import load_rulebook
from advisor.screening.checking import screen_one
from advisor.screening.submission import Submission
from advisor.source import SourceError
from advisor.texts import words
from advisor.views.canvas_markdown import canvas_markdown
from advisor.vocabulary import load_vocabulary, rules_folder
from tests.formats.office_files import docx, heading, package, paragraph, xlsx

BOMB = 60_000_000  # bytes that a few kB unpack to
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    ']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)


def named_blocks(canvas: Canvas) -> Iterator[tuple[str, list[str]]]:
    """Give the nine blocks as a person writes them down: a heading and what stands below."""
    language = canvas.language or "de"
    for block in BLOCKS:
        label = load_vocabulary().blocks[block].label.say(language)
        yield label, [" ".join(note.wording.split()) for note in canvas.block(block).notes]


def _yaml(canvas: Canvas) -> bytes:
    return write_canvas(canvas, "yaml").encode()


def _json(canvas: Canvas) -> bytes:
    return write_canvas(canvas, "json").encode()


def _markdown(canvas: Canvas) -> bytes:
    return canvas_markdown(canvas, load_vocabulary(), words(canvas.language or "de")).encode()


def _text(canvas: Canvas) -> bytes:
    parts = [
        "\n".join([label, *(f"- {note}" for note in notes)])
        for label, notes in named_blocks(canvas)
    ]
    return "\r\n\r\n".join(parts).encode("utf-8-sig")


def _html(canvas: Canvas) -> bytes:
    parts = [
        f"<h2>{escape(label)}</h2><ul>{''.join(f'<li>{escape(note)}</li>' for note in notes)}</ul>"
        for label, notes in named_blocks(canvas)
    ]
    return f"<!doctype html><html><body>{''.join(parts)}</body></html>".encode()


def _docx(canvas: Canvas) -> bytes:
    parts = [
        heading(label) + "".join(map(paragraph, notes)) for label, notes in named_blocks(canvas)
    ]
    return docx(*parts)


def _xlsx(canvas: Canvas) -> bytes:
    columns = [[label, *notes] for label, notes in named_blocks(canvas)]
    height = max(map(len, columns))
    grid = [[column[y] if y < len(column) else "" for column in columns] for y in range(height)]
    return xlsx({"Canvas": grid})


WRITERS: Mapping[str, Callable[[Canvas], bytes]] = {
    "json": _json,
    "yaml": _yaml,
    "md": _markdown,
    "txt": _text,
    "html": _html,
    "docx": _docx,
    "xlsx": _xlsx,
}


def bad_files(good: bytes) -> dict[str, bytes]:
    """Give fifteen files nobody can read a canvas from, by name; `good` is a Word file."""
    letter = (
        "Sehr geehrte Frau Kern,\n\nanbei wie besprochen die Fotos vom Ausflug.\n\nViele Grüße\n"
    )
    return {
        "empty.docx": b"",
        "cut-off.docx": good[: len(good) // 2],
        "bomb.docx": package({"[Content_Types].xml": "<x/>", "word/document.xml": b" " * BOMB}),
        "entities.docx": package({"[Content_Types].xml": "<x/>", "word/document.xml": ENTITIES}),
        "nothing-in-it.docx": docx(),
        "photo.png": PNG,
        "photo-named-as.pdf": PNG,
        "encrypted.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
        "broken.pdf": b"%PDF-1.7\n1 0 obj << /Type /Catalog >>\nstartxref\n99999\n%%EOF",
        "program.yaml": b"MZ\x90\x00\x03" + bytes(range(256)) * 8,
        "deep.json": b'{"canvas": 1, "blocks": ' + b"[" * 50_000,
        "unknown-word.yaml": b"canvas: 1\nblocks: {channels: [{text: Shop, tags: [shoping]}]}\n",
        "billion.yaml": b"canvas: 1\na: &a [x, x]\nb: &b [*a, *a]\nblocks: *b\n",
        "letter.txt": letter.encode(),
        "page.html": b"<!doctype html><html><body><p>404 Not found</p></body></html>",
    }


def canvases_below(folder: Path) -> list[Canvas]:
    """Give the canvases of a folder, in the order of names."""
    files = sorted(folder.rglob("*.text.json")) or sorted(folder.rglob("*.yaml"))
    found = []
    for path in files:
        try:
            found.append(read_canvas(path.read_bytes(), path.name).canvas)
        except SourceError:  # a list of canvases lies among them
            continue
    if not found:
        raise SystemExit(f"no canvas below {folder}")
    return found


Said = dict[str, list[str]]


def said(canvas: Canvas, set_aside: Mapping[str, str] | None = None) -> Said:
    """Give the words of every block that has some, whatever notes they are divided into.

    What an import set aside (guiding questions) is not lost and counts as well.
    """
    found: Said = {}
    for block in BLOCKS:
        texts = [note.wording for note in canvas.block(block).notes]
        split = " ".join([*texts, (set_aside or {}).get(block, "")]).split()
        if split:
            found[block] = sorted(split)
    return found


def batch(canvases: list[Canvas], number: int) -> tuple[dict[str, bytes], dict[str, Canvas]]:
    """Give the files of a batch by name, and what the good ones hold.

    Canvases come in turn, formats in turn, then the bad ones.
    """
    bad = bad_files(_docx(canvases[0]))
    files, meant = {}, {}
    turns = zip(cycle(canvases), cycle(WRITERS.items()), strict=False)
    for place, (canvas, (ending, write)) in enumerate(islice(turns, number - len(bad))):
        named = canvas.model_copy(update={"name": f"{canvas.name} {place}".strip()})
        name = f"team-{place:03}/canvas.{ending}"
        files[name], meant[name] = write(named), named
    files.update({f"other-{place:02}/{name}": bad[name] for place, name in enumerate(bad)})
    return files, meant


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Give the files as one zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def per_file(files: Mapping[str, bytes]) -> dict[str, list[float]]:
    """Give the seconds each file takes in one warm process, by ending."""
    rulebook = load_rulebook(rule_set="coach")
    seconds: dict[str, list[float]] = {}
    for name, data in islice(files.items(), 2 * len(WRITERS)):  # fills what is worked out once
        screen_one(Submission(path=name, data=data), rulebook)
    for name, data in files.items():
        start = time.perf_counter()
        screen_one(Submission(path=name, data=data), rulebook)
        seconds.setdefault(name.rpartition(".")[2], []).append(time.perf_counter() - start)
    return seconds


def screened(file: Path, jobs: int) -> tuple[float, list[dict[str, Any]]]:
    """Run the command on a zip; give its seconds and its results."""
    with tempfile.TemporaryDirectory() as out:
        call = [sys.executable, "-m", "advisor", "screen", str(file), "--out", out]
        call += ["--jobs", str(jobs), "--lang", "en"]
        start = time.perf_counter()
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - start
        if done.returncode not in (0, 2):  # 2: some could not be read, which is meant
            raise SystemExit(f"screen ended with status {done.returncode}: {done.stderr[-2000:]}")
        lines = (Path(out) / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return seconds, [json.loads(line) for line in lines]


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; give 0 where every file came to a result or a reason, as it should."""
    parser = argparse.ArgumentParser(description="A mixed batch through the command line.")
    parser.add_argument("--corpus", type=Path, default=rules_folder() / "samples", metavar="DIR")
    parser.add_argument("--number", type=int, default=300, metavar="N", help="files in the batch")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="best of; 0: leave out")
    parser.add_argument("--keep", type=Path, metavar="ZIP", help="also write the batch there")
    chosen = parser.parse_args(arguments)
    files, meant = batch(canvases_below(chosen.corpus), chosen.number)
    data = zipped(files)
    if chosen.keep:
        chosen.keep.write_bytes(data)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "batch.zip"
        file.write_bytes(data)
        seconds, results = screened(file, os.cpu_count() or 1)
        tell(files, results)
        print(f"total, {os.cpu_count()} processes: {seconds:.1f} s")
        for ending, taken in per_file(files).items():
            print(f"  {ending:5} p50 {statistics.median(taken) * 1e3:6.1f} ms ({len(taken)} files)")
        if chosen.rounds:
            best = {
                jobs: min(screened(file, jobs)[0] for _ in range(chosen.rounds)) for jobs in (1, 2)
            }
            print(
                f"best of {chosen.rounds}: one process {best[1]:.1f} s, two {best[2]:.1f} s, "
                f"{best[1] / best[2]:.2f} x as fast"
            )
    return int(not _as_meant(meant, results) or len(results) != len(files))


def _as_meant(meant: Mapping[str, Canvas], results: list[dict[str, Any]]) -> bool:
    """Say which files did not come out with every word in its block, and whether all did."""
    read = {
        _inner(one): said(read_canvas(str(one["canvas"])).canvas, _set_aside(one))
        for one in results
        if one["status"] == "read"
    }
    other = [name for name in {**meant, **read} if name not in meant or name not in read]
    moved = [name for name in meant if name in read and said(meant[name]) != read[name]]
    print(f"every word in its block: {len(meant) - len(moved)} of {len(meant)}")
    for name in other:
        print(f"NOT AS MEANT: {name} was {'read' if name in read else 'not read'}")
    for name in moved:
        print(f"WORDS ELSEWHERE: {name}")
    return not other and not moved


def _set_aside(result: Mapping[str, Any]) -> dict[str, str]:
    return {source["block"]: " ".join(source["set_aside"]) for source in result["sources"]}


def _inner(result: Mapping[str, object]) -> str:
    return str(result["path"]).partition(".zip/")[2]


def tell(files: Mapping[str, bytes], results: list[dict[str, Any]]) -> None:
    """Print how many results there are of each kind, and the reason of each that is none."""
    kinds = Counter(name.rpartition(".")[2] for name in files)
    print(f"{len(files)} files: " + ", ".join(f"{count} {kind}" for kind, count in kinds.items()))
    states = Counter(str(one["status"]) for one in results)
    print(f"{len(results)} results: " + ", ".join(f"{n} {state}" for state, n in states.items()))
    blocks = Counter(one["filled"] for one in results if one["status"] == "read")
    print(
        "blocks filled: "
        + ", ".join(f"{n} x {count}" for count, n in sorted(blocks.items(), reverse=True))
    )
    for one in results:
        if one["status"] != "read":
            print(f"  {_inner(one):32} {one['reason']}")


if __name__ == "__main__":
    sys.exit(main())
