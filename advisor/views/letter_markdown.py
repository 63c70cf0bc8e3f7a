"""A letter as Markdown or as bare text; nothing a person typed survives as markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from advisor.views.escaping import markdown, undirected
from advisor.views.letter import Item, Letter
from advisor.views.terminal import visible


def letter_markdown(letter: Letter) -> str:
    """Give the letter as a Markdown document."""
    return "\n\n".join(_parts(letter, _escaped, "# ", "## ", "**")) + "\n"


def letter_text(letter: Letter) -> str:
    """Give the letter as text without any markup, for a field or a mail."""
    return "\n\n".join(_parts(letter, _bare, "", "", "")) + "\n"


def _escaped(text: str) -> str:
    return markdown(_bare(text))


def _bare(text: str) -> str:
    return visible(undirected(text))


def _parts(
    letter: Letter, plain: Callable[[str], str], title: str, heading: str, strong: str
) -> Iterator[str]:
    yield title + plain(letter.title)
    yield from map(plain, letter.opening)
    for section in letter.sections:
        yield heading + plain(section.heading)
        for number, item in enumerate(section.items, 1):
            yield from _item(item, f"{number}. " if section.numbered else "", plain, strong)
        yield from map(plain, section.after)
    yield from map(plain, letter.closing)
    yield f"---\n\n{plain(letter.foot)}"


def _item(item: Item, lead: str, plain: Callable[[str], str], strong: str) -> Iterator[str]:
    # The number stands inside the bold title: a list would be broken up by its paragraphs.
    if item.title:
        yield f"{strong}{plain(lead + item.title)}{strong}"
    yield from map(plain, item.paragraphs)
    if item.quotes:
        yield "\n".join(f"> {plain(quote)}{'  ' if strong else ''}" for quote in item.quotes)
