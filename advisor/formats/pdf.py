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

_CHILD = Path(__file__).with_name("pdf_child.py")
_KEPT = ("PATH", "PYTHON", "COVERAGE", "SYSTEMROOT", "TMP", "TEMP", "VIRTUAL_ENV", "LD_LIBRARY")
_SETTINGS = {
    "seconds": limits.PDF_SECONDS,
    "memory": limits.PDF_MEMORY,
    "pages": limits.PDF_PAGES,
    "characters": limits.PDF_CHARACTERS,
    "paths": limits.PDF_PATHS,
    "output": limits.PDF_OUTPUT,
    "side": limits.PICTURE_SIDE,
    "picture": limits.PICTURE_BYTES,
}
_CPU_SIGNALS = (-9, -24)  # SIGKILL, SIGXCPU: how a process ends that used up its seconds


def read_pdf(data: bytes) -> Extract:
    """Give the text of a PDF as boxes, in points, pages one below another; or a picture of it.

    Raises:
        SourceError: it is encrypted, broken, or takes too long or too much memory.
    """
    result, picture = _ask_child(data)
    if "problem" in result:
        _refuse(f"pdf_{result['problem']}")
    area = lay_out(result["pages"])
    longer = result["cut"] or result["count"] > limits.PDF_PAGES
    return Extract((area,) if area.boxes else (), ("more_pages",) if longer else (), picture)


def _ask_child(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Give what the child wrote; it writes to a file whose size the system bounds."""
    command = [sys.executable, "-P", str(_CHILD), json.dumps(_SETTINGS)]
    environment = {key: value for key, value in os.environ.items() if key.startswith(_KEPT)}
    with tempfile.TemporaryFile() as out:
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter on our own file
                command,
                input=data,
                stdout=out,
                stderr=subprocess.DEVNULL,
                timeout=limits.PDF_SECONDS,
                env=environment,
            )
        except subprocess.TimeoutExpired:
            _refuse("pdf_slow", limit=limits.PDF_SECONDS)
        out.seek(0)
        line, picture = out.readline(), out.read()
    if done.returncode in _CPU_SIGNALS:
        _refuse("pdf_slow", limit=limits.PDF_SECONDS)
    try:
        return json.loads(line), picture
    except ValueError:  # it was ended in the middle: as a rule for want of memory
        _refuse("pdf_heavy")


def _refuse(code: str, **details: int) -> NoReturn:
    raise SourceError([Problem(code, details=details)])
