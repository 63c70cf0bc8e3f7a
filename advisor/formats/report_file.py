"""A report as somebody hands it in: our PDF with its data inside, or lines of JSON."""

from __future__ import annotations

import io
import json
import logging
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from advisor import limits
from advisor.verifying import StoredReport, read_stored

CANVAS_NAME = "canvas.json"
REPORT_NAME = "report.json"


@dataclass(frozen=True, slots=True)
class ReportFile:
    """What a report file carries; a PDF brings the canvas along, lines of JSON do not."""

    reports: tuple[StoredReport, ...]
    canvas: bytes | None = None


def is_pdf(data: bytes) -> bool:
    """Say whether these bytes begin like a PDF."""
    return data[:1024].lstrip().startswith(b"%PDF-")


def read_report_file(data: bytes) -> ReportFile | None:
    """Give what a report file carries, None where it is none of ours."""
    if len(data) > limits.REPORT_BYTES:
        return None
    if is_pdf(data):
        return _read_pdf(data)
    reports = []
    for line in data.splitlines():
        if line.strip():
            report = _parse(line)
            if report is None:
                return None
            reports.append(report)
    return ReportFile(tuple(reports)) if reports else None


def _read_pdf(data: bytes) -> ReportFile | None:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity
    try:
        attached = PdfReader(io.BytesIO(data), strict=False).attachments
        canvas = attached[CANVAS_NAME][0] if CANVAS_NAME in attached else None
        report = _parse(attached[REPORT_NAME][0]) if REPORT_NAME in attached else None
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError):
        return None
    except (RecursionError, OverflowError, NotImplementedError, AssertionError):
        return None
    if canvas is None or report is None or len(canvas) > limits.FILE_BYTES:
        return None
    return ReportFile((report,), canvas)


def _parse(line: bytes) -> StoredReport | None:
    try:
        return read_stored(json.loads(line))
    except (ValueError, RecursionError):
        return None
