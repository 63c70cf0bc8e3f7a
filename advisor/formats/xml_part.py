"""XML out of office files: parsed within bounds, names without namespaces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NoReturn
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from advisor import limits
from advisor.source import Problem, SourceError

_CHUNK = 1 << 16
_ESCAPED = re.compile(r"_x((?![dD][89a-fA-F])[0-9A-Fa-f]{4})_")  # no half characters
_FOLDED = {
    **dict.fromkeys(range(32)),  # no control characters, which only escapes can bring
    **{ord(kept): kept for kept in "\t\n"},
    **dict.fromkeys(map(ord, "\v\f\u2028\u2029"), "\n"),
    **dict.fromkeys(map(ord, "\u00ad\u200b\ufeff")),  # soft hyphen, and what has no width
    0xA0: " ",
}


def refuse(code: str, **details: Any) -> NoReturn:
    """Refuse the file for the reason `code` of the texts under `problems`.

    Raises:
        SourceError: always.
    """
    raise SourceError([Problem(code, details=details)])


def parse_xml(data: bytes, part: str, spent: int = 0) -> tuple[Element, int]:
    """Give the root of a part, and how many elements were read with the `spent` ones before.

    Tags and attributes lose their namespace; only those of relations keep an `r:`.

    Raises:
        SourceError: it is broken, has a document type, or is too deep or too large.
    """
    builder = _Builder(spent)
    parser = XMLParser(target=builder)  # noqa: S314 - document types are refused before any entity
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        root: Element = parser.close()
    except (ParseError, LookupError, ValueError):  # an encoding nobody knows among it
        refuse("package_part", part=part[: limits.QUOTED_CHARACTERS])
    return root, builder.elements


class _Builder(TreeBuilder):
    """Builds the tree while counting, so that bounds hold before memory is spent."""

    def __init__(self, spent: int) -> None:
        super().__init__()
        self.elements = spent
        self._depth = 0
        self._names: dict[str, str] = {}

    def doctype(self, *_: object) -> NoReturn:
        """Refuse: no office program writes one, and entities come with it."""
        refuse("package_entities")

    def start(self, tag: str, attributes: Mapping[str, str], /) -> Element:
        self.elements += 1
        self._depth += 1
        if self.elements > limits.XML_ELEMENTS:
            refuse("too_many_nodes", limit=limits.XML_ELEMENTS)
        if self._depth > limits.XML_DEPTH:
            refuse("too_deep", limit=limits.XML_DEPTH)
        named = {self._name(key): value for key, value in attributes.items()}
        return super().start(self._name(tag), named)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(self._name(tag))

    def _name(self, full: str) -> str:
        if full not in self._names:
            space, _, local = full.rpartition("}")
            self._names[full] = f"r:{local}" if space.endswith("/relationships") else local
        return self._names[full]


def tidy(text: str) -> str:
    """Give text as people see it: lines end in one way, nothing unseen, no escapes."""
    unescaped = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
    return unescaped.translate(_FOLDED)


def whole(text: str | None, default: int = 0, most: int = 2**40) -> int:
    """Give a whole number as a part writes it, `default` where there is none, within ±`most`."""
    try:
        return max(-most, min(most, int(float(text or ""))))
    except (ValueError, OverflowError):
        return default


def child(element: Element | None, *path: str) -> Element | None:
    """Give the first descendant along `path`, None where a step is missing."""
    for step in path:
        if element is None:
            return None
        element = element.find(step)
    return element


def value(element: Element | None, *path: str, key: str = "val") -> str | None:
    """Give an attribute of the first descendant along `path`, None where there is none."""
    found = child(element, *path)
    return None if found is None else found.get(key)
