"""A report as somebody hands it in: our PDF with its data inside, or lines of JSON."""

from __future__ import annotations

import io
import json
import logging
from dataclasses import dataclass

from advisor import limits
from advisor.verifying import CANVAS_NAME, REPORT_NAME, StoredReport, read_stored


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
    from pypdf import PdfReader  # takes a tenth of a second to load, and few bring a PDF
    from pypdf.errors import PyPdfError

    # what a hostile or broken file makes the library stumble over, its own assertions among it
    stumbles = (
        *(PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError),
        *(RecursionError, OverflowError, NotImplementedError, AssertionError),
    )
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity
    try:
        attached = PdfReader(io.BytesIO(data), strict=False).attachments
        canvas = attached[CANVAS_NAME][0] if CANVAS_NAME in attached else None
        report = _parse(attached[REPORT_NAME][0]) if REPORT_NAME in attached else None
    except stumbles:
        return None
    if canvas is None or report is None or len(canvas) > limits.FILE_BYTES:
        return None
    return ReportFile((report,), canvas)


def _parse(line: bytes) -> StoredReport | None:
    try:
        return read_stored(json.loads(line))
    except (ValueError, RecursionError):
        return None
