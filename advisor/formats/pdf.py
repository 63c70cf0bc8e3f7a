"""Read a PDF: native code opens it in a process of its own, which may fail, never spread."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

from advisor import limits
from advisor.formats.extract import Extract
from advisor.formats.pdf_layout import lay_out
from advisor.source import Problem, SourceError

_CHILD = "advisor.formats.pdf_child"
_ROOT = Path(__file__).parents[2]
_KEPT = ("PATH", "PYTHON", "COVERAGE", "SYSTEMROOT", "TMP", "TEMP", "VIRTUAL_ENV", "LD_LIBRARY")
_CPU_SIGNALS = (-9, -24)  # SIGKILL, SIGXCPU: how a process ends that used up its seconds


def read_pdf(data: bytes) -> Extract:
    """Give the text of a PDF as boxes, in points, pages one below another; or a picture of it.

    Headings are boxes of their own.

    Raises:
        SourceError: it is encrypted, broken, or takes too long or too much memory.
    """
    result, picture = _ask_child(data)
    if "problem" in result:
        _refuse(result["problem"])
    area, margins = lay_out(result["pages"])
    longer = result["cut"] or result["count"] > limits.PDF_PAGES
    areas = (area,) if area.boxes else ()
    return Extract(areas, ("more_pages",) if longer else (), picture, tuple(margins))


def _ask_child(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Give what the child wrote; it writes to a file whose size the system bounds."""
    environment = {key: value for key, value in os.environ.items() if key.startswith(_KEPT)}
    environment["PYTHONPATH"] = os.pathsep.join([str(_ROOT), environment.get("PYTHONPATH", "")])
    with tempfile.TemporaryFile() as out:
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter on our own file
                [sys.executable, "-P", "-m", _CHILD],
                input=data,
                stdout=out,
                stderr=subprocess.DEVNULL,
                timeout=limits.PDF_PATIENCE,
                env=environment,
            )
        except subprocess.TimeoutExpired:
            _refuse("pdf_slow", limit=limits.PDF_PATIENCE)
        out.seek(0)
        line, picture = out.readline(), out.read()
    if done.returncode in _CPU_SIGNALS:
        _refuse("pdf_slow", limit=limits.PDF_SECONDS)
    try:
        return json.loads(line), picture
    except ValueError:  # ended by a signal: as a rule for want of memory, which aborts native code
        _refuse("pdf_heavy" if done.returncode < 0 else "pdf_broken")


def _refuse(code: str, **details: int) -> NoReturn:
    raise SourceError([Problem(code, details=details)])
