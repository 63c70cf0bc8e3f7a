"""The feedback of a cohort as one zip: a file per team, only what a coach released."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Literal

from advisor import limits
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.feedback import compose
from advisor.screening.letters import letter_of
from advisor.screening.review import Review
from advisor.screening.rubric import Rubric
from advisor.screening.submission import Screened
from advisor.texts import words
from advisor.views.escaping import undirected
from advisor.views.letter import Letter
from advisor.views.letter_html import letter_html
from advisor.views.letter_markdown import letter_markdown

Form = Literal["pdf", "html", "md"]
# Gives the paths in the zip for a submission's feedback, with their ending: one, or several where
# a group hands in once and every member gets the file.
NameOf = Callable[[Screened, str], Iterable[str]]

_STAMP = (1980, 1, 1, 0, 0, 0)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\ud800-\udfff]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def hand_back(
    batch: Iterable[tuple[Screened, Review]],
    rulebook: Rulebook,
    form: Form,
    name_of: NameOf | None = None,
    rubric: Rubric | None = None,
) -> bytes:
    """Give the zip; the same reviews give the same bytes.

    Names keep within the zip whatever they were made of, and no two are alike. Older files of a
    team get none.

    Raises:
        SourceError: a canvas is none of this program's.
    """
    out = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for screened, review in batch:
            if review.status != "released" or screened.status == "older":
                continue
            content = feedback_file(screened, review, rulebook, form, rubric)
            for name in (name_of or by_team)(screened, form):
                entry = zipfile.ZipInfo(unique_path(safe_path(name), taken), _STAMP)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)
    return out.getvalue()


def by_team(screened: Screened, ending: str) -> Iterator[str]:
    """Give the one file a team gets, named after it or, without a name, after what it handed in."""
    name = screened.team or PurePosixPath(screened.path).stem
    yield f"{name.replace('/', '-')}.{ending}"


def safe_path(name: str) -> str:
    """Give a path that stays within the zip and is legal on every system."""
    parts = [_safe(part) for part in name.replace("\\", "/").split("/")]
    return "/".join(part for part in parts if part) or "_"


def _safe(part: str) -> str:
    """Give one part: no dots or blanks at its end, none at its start, no name of a device."""
    kept = _UNSAFE.sub("_", undirected(part)).strip(" ").rstrip(". ").lstrip(".")
    if _DEVICES.fullmatch(kept):
        kept = f"_{kept}"
    if len(kept) <= limits.FILE_NAME_CHARACTERS:
        return kept
    ending = PurePosixPath(kept).suffix[:10]
    return kept[: limits.FILE_NAME_CHARACTERS - len(ending)] + ending


def unique_path(path: str, taken: set[str]) -> str:
    """Give `path`, with a number before its ending where one of `taken` is alike, and take it."""
    pure, number, name = PurePosixPath(path), 1, path
    while name.casefold() in taken:
        number += 1
        name = str(pure.with_name(f"{pure.stem} ({number}){pure.suffix}"))
    taken.add(name.casefold())
    return name


def feedback_file(
    screened: Screened, review: Review, rulebook: Rulebook, form: Form, rubric: Rubric | None
) -> bytes:
    """Give the file of one submission, in the language its review chose.

    Raises:
        SourceError: the canvas is none of this program's.
    """
    spoken = words(review.language_for(screened.language))
    letter = letter_of(compose(screened, rulebook, review, spoken, rubric), spoken)
    return write_letter(letter, form)


def write_letter(letter: Letter, form: Form) -> bytes:
    """Give a letter as the content of a file."""
    if form == "pdf":
        from advisor.views.letter_pdf import letter_pdf  # takes long to load

        return letter_pdf(letter)
    text = letter_html(letter) if form == "html" else letter_markdown(letter)
    return text.encode("utf-8", "replace")
