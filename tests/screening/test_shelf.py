"""Own text blocks: kept in order, replaced in place, bounded."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from advisor import limits
from advisor.screening.review import OwnText
from advisor.screening.shelf import Shelf, discard, put


def own(name: str, text: str = "x") -> OwnText:
    return OwnText(id=name, text=text)


def test_a_text_is_put_at_the_end_and_replaced_in_place() -> None:
    shelf = put(put(put(Shelf(), own("a")), own("b")), own("a", "y"))
    assert [(one.id, one.text) for one in shelf.texts] == [("a", "y"), ("b", "x")]
    assert [one.id for one in discard(shelf, "a").texts] == ["b"]
    assert discard(shelf, "nothing") == shelf


def test_a_shelf_holds_a_bounded_number() -> None:
    full = Shelf(texts=tuple(own(str(number)) for number in range(limits.OWN_TEXTS)))
    with pytest.raises(ValidationError):
        put(full, own("more"))
    assert put(full, own("3", "y")).texts[3].text == "y"
