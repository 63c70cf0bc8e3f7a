"""The results of an earlier run, as `screen` writes them: a line of JSON per submission."""

from __future__ import annotations

from pydantic import ValidationError

from advisor import limits
from advisor.canvas_file import read_canvas
from advisor.screening.submission import Screened
from advisor.screening.teams import mark_older
from advisor.source import SourceError


class EarlierRunError(Exception):
    """It was refused: `code` is a key of `cohort.compare.refused`, `details` fill it."""

    def __init__(self, code: str, **details: int) -> None:
        self.code = code
        self.details = details
        super().__init__(f"{code} {details}")


def read_earlier_run(data: bytes) -> tuple[Screened, ...]:
    """Give the submissions of a results.jsonl; of one path the last line counts.

    Raises:
        EarlierRunError: it is too large, or a line is no result, or holds a canvas nobody can read.
    """
    if len(data) > limits.EARLIER_RUN_BYTES:
        raise EarlierRunError("too_large", limit=limits.EARLIER_RUN_BYTES, size=len(data))
    found: dict[str, Screened] = {}
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            one = Screened.model_validate_json(line)
            if one.canvas:
                read_canvas(one.canvas, one.path)
        except (ValidationError, SourceError):
            raise EarlierRunError("no_result", line=number) from None
        found[one.path] = one
        if len(found) > limits.COHORT_SUBMISSIONS:
            raise EarlierRunError("too_many", limit=limits.COHORT_SUBMISSIONS)
    if not found:
        raise EarlierRunError("nothing")
    return mark_older(tuple(found.values()))
