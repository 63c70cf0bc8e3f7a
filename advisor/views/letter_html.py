"""A letter as an HTML file of its own: everything escaped, nothing fetched, made to be printed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from advisor.views.escaping import undirected
from advisor.views.letter import Item, Letter
from advisor.views.terminal import visible

_STYLE = Path(__file__).with_name("letter.css")
_HALF = re.compile("[\ud800-\udfff\ufffe\uffff]")


def letter_html(letter: Letter) -> str:
    """Give the letter as a whole document."""
    title = _plain(letter.title)
    style = _STYLE.read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{letter.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n{letter_body(letter)}</main>\n</body>\n</html>\n"
    )


def letter_body(letter: Letter) -> str:
    """Give the letter without its title, to stand in a page or in a comment field."""
    return "".join(f"{part}\n" for part in _parts(letter))


def _parts(letter: Letter) -> Iterator[str]:
    yield from _paragraphs(letter.opening)
    for section in letter.sections:
        yield f"<h2>{_plain(section.heading)}</h2>"
        items = "".join(f"<li>{_item(item)}</li>" for item in section.items)
        list_of = "ol" if section.numbered else "ul"
        yield f"<{list_of}>{items}</{list_of}>"
        yield from _paragraphs(section.after)
    yield from _paragraphs(letter.closing)
    yield f"<footer><p>{_plain(letter.foot)}</p></footer>"


def _item(item: Item) -> str:
    title = f"<h3>{_plain(item.title)}</h3>" if item.title else ""
    quotes = "".join(f"<p>{_plain(quote)}</p>" for quote in item.quotes)
    quoted = f"<blockquote>{quotes}</blockquote>" if quotes else ""
    return f"{title}{''.join(_paragraphs(item.paragraphs))}{quoted}"


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield f"<p>{_plain(text)}</p>"


def _plain(text: str) -> str:
    return html.escape(_HALF.sub("�", visible(undirected(text))))
