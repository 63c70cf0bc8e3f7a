"""A coach's own text blocks, kept for a whole cohort: plain data; every edit gives a new shelf."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from advisor import limits
from advisor.screening.review import OwnText
from advisor.screening.submission import Plain


class Shelf(Plain):
    """The text blocks in the order they were written; a review holds copies of those it uses."""

    texts: Annotated[tuple[OwnText, ...], Field(max_length=limits.OWN_TEXTS)] = ()


def put(shelf: Shelf, own: OwnText) -> Shelf:
    """Give the shelf with a text at its end; one of the same id is replaced in place.

    Raises:
        ValidationError: there are as many as a cohort keeps.
    """
    known = [one.id for one in shelf.texts]
    texts = [own if one.id == own.id else one for one in shelf.texts]
    return Shelf.model_validate({"texts": texts if own.id in known else [*texts, own]})


def discard(shelf: Shelf, own: str) -> Shelf:
    """Give the shelf without the text of that id; letters that use it keep their copy."""
    return Shelf(texts=tuple(one for one in shelf.texts if one.id != own))
