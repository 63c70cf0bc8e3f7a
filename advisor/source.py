"""Read YAML and JSON from anybody: bounded, with positions, nothing but plain data."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, NoReturn

import yaml

from advisor import limits
from advisor.positions import Path, Place, json_places

_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})\Z")
_FLOAT = re.compile(r"[-+]?[0-9]{1,20}\.[0-9]{0,20}([eE][-+]?[0-9]{1,3})?\Z")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a source: a code from the texts, where, and what to say about it."""

    code: str
    place: Place | None = None
    path: Path = ()
    details: Mapping[str, Any] = field(default_factory=dict)


class SourceError(Exception):
    """A source was refused; `problems` names every reason, `source` the file."""

    def __init__(self, problems: Iterable[Problem], source: str = "") -> None:
        self.problems = tuple(problems)
        self.source = source
        super().__init__(
            "; ".join(
                f"{source}:{p.place.line}:{p.place.column} {p.code} {dict(p.details)}"
                if p.place
                else f"{source} {p.code} {dict(p.details)}"
                for p in self.problems
            )
        )


class Source:
    """A parsed file: its plain value and where each part of it stands."""

    def __init__(
        self,
        value: Any,
        name: str,
        places: Mapping[Path, Place] | None,
        raw: Mapping[Path, str],
        text: str,
    ) -> None:
        self.value = value
        self.name = name
        self.raw = raw  # what was written where a bare YAML word became a number or a boolean
        self._places = places
        self._text = text

    def place(self, path: Path) -> Place:
        """Give line and column (from 1) of `path`, or of its nearest ancestor."""
        if self._places is None:  # JSON: only those who ask pay for positions
            self._places = json_places(self._text)
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, Place(1, 1))


def closest(word: object, known: Iterable[str]) -> str:
    """Give the legal word nearest to `word`, "" where none is near."""
    matches = difflib.get_close_matches(str(word)[:80].strip().lower(), list(known), n=1)
    return matches[0] if matches else ""


def read_source(data: bytes | str, name: str = "") -> Source:
    """Parse YAML or JSON into plain data.

    Refuses what is too large, too deep, repeated, aliased, tagged or not UTF-8.

    Raises:
        SourceError: with the place of each problem.
    """
    text = _decode(data, name)
    if text.count(",") + text.count("\n") > limits.SEPARATORS:
        _refuse(name, "too_many_nodes", limit=limits.NODES)
    if _looks_like_json(text, name):
        return _read_json(text, name)
    return _YamlReader(name).read(text)


def _refuse(name: str, code: str, place: Place | None = None, **details: Any) -> NoReturn:
    raise SourceError([Problem(code, place, (), details)], name)


def _decode(data: bytes | str, name: str) -> str:
    if isinstance(data, str):
        try:
            data = data.encode()
        except UnicodeEncodeError:
            _refuse(name, "not_utf8", byte=0)
    if len(data) > limits.FILE_BYTES:
        _refuse(name, "too_large", limit=limits.FILE_BYTES, size=len(data))
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        _refuse(name, "not_utf8", byte=error.start)


def _looks_like_json(text: str, name: str) -> bool:
    if name.lower().endswith((".yaml", ".yml")):
        return False
    if name.lower().endswith(".json"):
        return True
    return re.match(r'\s*(\{\s*["}]|\[\s*["{\[\]])', text) is not None


def _read_json(text: str, name: str) -> Source:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) != len(pairs):
            keys = [key for key, _ in pairs]
            _refuse(name, "duplicate_key", key=next(k for k in keys if keys.count(k) > 1))
        return value

    def constant(word: str) -> NoReturn:
        _refuse(name, "not_a_number", word=word)

    if text.count("[") + text.count("{") > limits.NODES:
        _refuse(name, "too_many_nodes", limit=limits.NODES)
    try:
        value = json.loads(text, object_pairs_hook=unique, parse_constant=constant)
    except json.JSONDecodeError as error:
        _refuse(name, "broken_json", Place(error.lineno, error.colno), reason=error.msg)
    except RecursionError:
        _refuse(name, "too_deep", limit=limits.DEPTH)
    except ValueError:  # a whole number of more digits than Python converts
        _refuse(name, "not_a_number", word="…")
    half = _SURROGATE.search(text)
    if half:  # half a character, escaped: what cannot be written again is not read either
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            _refuse(name, "not_utf8", byte=half.start())
    return Source(value, name, None, {}, text)


class _YamlReader:
    """Walks parser events instead of building nodes: bounds hold before memory is spent."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[Path, Place] = {}
        self.raw: dict[Path, str] = {}

    def read(self, text: str) -> Source:
        try:
            value = self._walk(yaml.parse(text, Loader=yaml.CSafeLoader))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(mark.line + 1, mark.column + 1) if mark else None
            _refuse(self.name, "broken_yaml", place, reason=error.problem or "")
        except yaml.YAMLError as error:
            _refuse(self.name, "broken_yaml", reason=str(error).splitlines()[0][:200])
        return Source(value, self.name, self.places, self.raw, text)

    def _walk(self, events: Iterable[Any]) -> Any:
        root: list[Any] = []
        # One frame per open collection: [container, path, key or None]
        stack: list[list[Any]] = [[root, (), None]]
        nodes = documents = 0
        for event in events:
            kind = type(event)
            if (
                kind is yaml.ScalarEvent
                or kind is yaml.MappingStartEvent
                or (kind is yaml.SequenceStartEvent)
            ):
                nodes += 1
                mark = event.start_mark
                place = Place(mark.line + 1, mark.column + 1)
                if nodes > limits.NODES:
                    _refuse(self.name, "too_many_nodes", place, limit=limits.NODES)
                if event.anchor is not None:
                    _refuse(self.name, "anchor", place, word=event.anchor[:80])
                if event.tag is not None:
                    _refuse(self.name, "tag", place, word=event.tag[:80])
                self._take(event, kind, place, stack)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
            elif kind is yaml.AliasEvent:
                mark = event.start_mark
                place = Place(mark.line + 1, mark.column + 1)
                _refuse(self.name, "anchor", place, word=event.anchor[:80])
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    place = Place(event.start_mark.line + 1, 1)
                    _refuse(self.name, "many_documents", place)
        return root[0] if root else None

    def _take(self, event: Any, kind: type, place: Place, stack: list[list[Any]]) -> None:
        frame = stack[-1]
        container, parent, key = frame
        if isinstance(container, dict) and key is None:
            if kind is not yaml.ScalarEvent:
                _refuse(self.name, "key_not_text", place)
            if event.value in container:
                _refuse(self.name, "duplicate_key", place, key=event.value[:80])
            frame[2] = event.value
            self.places[(*parent, event.value)] = place
            return
        path = (*parent, key) if isinstance(container, dict) else (*parent, len(container))
        if len(stack) == 1:
            path = ()
        value: Any
        if kind is yaml.ScalarEvent:
            value = self._scalar(event, path)
        else:
            if len(stack) > limits.DEPTH:
                _refuse(self.name, "too_deep", place, limit=limits.DEPTH)
            value = {} if kind is yaml.MappingStartEvent else []
        if isinstance(container, dict):
            container[key] = value
            frame[2] = None
        else:
            container.append(value)
            self.places[path] = place
        if kind is not yaml.ScalarEvent:
            stack.append([value, path, None])

    def _scalar(self, event: Any, path: Path) -> Any:
        word = event.value
        if not event.implicit[0]:  # quoted or a block scalar: text as it stands
            return word
        if word in _WORDS:
            value: Any = _WORDS[word]
        elif len(word) > 48 or word[0] not in "-+0123456789":
            return word
        elif _INT.match(word):
            value = int(word)
        elif _FLOAT.match(word):
            value = float(word)
        else:
            return word
        self.raw[path] = word
        return value


def bounded(path: FilePath, name: str) -> bytes:
    """Give a file's content.

    Raises:
        SourceError: it is larger than a file may be.
    """
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        details = {"limit": limits.FILE_BYTES, "size": size}
        raise SourceError([Problem("too_large", details=details)], name)
    return path.read_bytes()
