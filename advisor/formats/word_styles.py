"""What the styles of a Word document make of a paragraph: a heading, a line of the contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from advisor.formats.flow import names_heading
from advisor.formats.xml_part import value, whole

_BODY = 9  # the outline level of what is no heading
_CONTENTS = re.compile(r"(toc|verzeichnis|tm|tdc|sommario)\s*\d")


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    level: int


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of a document by id; an id without a style counts as its own name."""

    known: Mapping[str, _Style] = field(default_factory=dict)

    def is_heading(self, style: str) -> bool:
        """Say whether a paragraph of this style is a heading, by outline level or name."""
        return any(one.level < _BODY or names_heading(one.name) for one in self._chain(style))

    def is_contents(self, style: str) -> bool:
        """Say whether a paragraph of this style is a line of the table of contents."""
        return any(_CONTENTS.fullmatch(one.name) for one in self._chain(style))

    def _chain(self, style: str) -> Iterator[_Style]:
        """Give a style and those it is based on, each once."""
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            found = self.known.get(style, _Style(style.lower(), "", _BODY))
            yield found
            style = found.based_on


def read_styles(root: Element | None) -> Styles:
    """Give the styles of a document, none where it has no such part."""
    known = {}
    for one in root.findall("style") if root is not None else ():
        known[one.get("styleId", "")] = _Style(
            (value(one, "name") or "").lower(),
            value(one, "basedOn") or "",
            whole(value(one, "pPr", "outlineLvl"), _BODY),
        )
    return Styles(known)
