"""Find where each part of a JSON text stands: the parser of the standard library does not say."""

from __future__ import annotations

import bisect
import json
import re
from typing import NamedTuple

Path = tuple[str | int, ...]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


class Place(NamedTuple):
    """Line and column in a source, both from 1."""

    line: int
    column: int


def json_places(text: str) -> dict[Path, Place]:
    """Give the place of every value (of the key, inside objects) of a well-formed JSON text."""
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    places: dict[Path, Place] = {}
    path: list[str | int] = []
    objects: list[bool] = []  # per open collection: is it an object?
    expect_key = False

    def note(offset: int) -> None:
        line = bisect.bisect_right(lines, offset)
        places[tuple(path)] = Place(line, offset - lines[line - 1] + 1)

    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in "}]":
            path.pop()
            objects.pop()
            expect_key = False
        elif token == ",":
            if objects[-1]:
                expect_key = True
            else:
                path[-1] = int(path[-1]) + 1
        elif token == ":":
            continue
        elif expect_key:
            path[-1] = json.loads(token)
            expect_key = False
            note(match.start())
        else:
            if not objects or not objects[-1]:
                note(match.start())
            if token in "{[":
                objects.append(token == "{")
                path.append("" if token == "{" else 0)
                expect_key = token == "{"
    return places
