"""Check a source against a model; every error names its place and the closest legal word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from advisor.positions import Path, Place
from advisor.source import Problem, Source, SourceError, closest


class Strict(BaseModel):
    """Base of the models that files are checked against: no coercion, no unknown key."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, value: Any) -> Any:
        """Refuse a key the model does not have; pydantic would not say which are near."""
        if isinstance(value, dict):
            known = [info.alias or name for name, info in cls.model_fields.items()]
            for key in value:
                if key not in known:
                    raise unknown("key", key, known)
        return value


class Bilingual(Strict):
    """One text in both languages."""

    de: str
    en: str

    def say(self, language: str) -> str:
        """Give the text in `language`."""
        return self.de if language == "de" else self.en


Model = TypeVar("Model", bound=BaseModel)

# pydantic's error types -> our codes; `expected` is a key of the texts
_TYPES = {
    "string_type": "text",
    "string_unicode": "text",
    "bool_type": "flag",
    "int_type": "whole_number",
    "int_from_float": "whole_number",
    "float_type": "number",
    "dict_type": "mapping",
    "mapping_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "tuple_type": "list",
    "list_type": "list",
}


def unknown(kind: str, word: object, known: Any) -> PydanticCustomError:
    """Give the error a validator raises for a word the vocabulary does not have."""
    legal = sorted(known)
    return PydanticCustomError(
        "unknown_word",
        "unknown word",
        {"kind": kind, "word": str(word)[:80], "closest": closest(word, legal), "known": legal},
    )


def broken(code: str, **details: Any) -> PydanticCustomError:
    """Give the error a validator raises for anything else; `code` is a key of the texts."""
    return PydanticCustomError("broken", "broken", {"code": code, **details})


def validate(
    model: type[Model],
    source: Source,
    context: Any = None,
    tree: Any = None,
    written: Callable[[Path], Path] = tuple,
) -> Model:
    """Give the source's value as `model`.

    Where the value was rewritten before the check, `tree` is what it became and `written`
    leads from a path in it back to the path in the source.

    Raises:
        SourceError: one problem per error, with its place.
    """
    value = source.value if tree is None else tree
    try:
        return model.model_validate(value, context=context)
    except ValidationError as error:
        problems = []
        for details in error.errors():
            path, last = locate(details["loc"], value)
            path = _down_to_the_word(path, details)
            problems.append(_problem(details, source.place(written(path)), path, last, model))
        raise SourceError(problems, source.name) from None


def _problem(
    error: ErrorDetails, place: Place, path: Path, last: str | int, model: type[BaseModel]
) -> Problem:
    kind, ctx = error["type"], error.get("ctx", {})
    if kind == "union_tag_invalid":
        known = [word.strip("'") for word in ctx["expected_tags"].split(", ")]
        return _unknown(place, path, "condition", ctx["tag"], known)
    if kind == "union_tag_not_found":
        return Problem("condition_shape", place, path)
    if kind == "unknown_word":
        return Problem("unknown_word", place, path, ctx)
    if kind == "broken":
        return Problem(ctx["code"], place, path, {k: v for k, v in ctx.items() if k != "code"})
    if kind == "extra_forbidden":
        known = sorted(_keys(model, error["loc"][:-1]))
        return _unknown(place, path, "key", str(last), known)
    if kind == "missing":
        return Problem("missing_key", place, path, {"key": str(last)})
    if kind in ("literal_error", "enum"):
        known = sorted(_literals(ctx.get("expected", "")))
        return _unknown(place, path, "value", str(error["input"]), known)
    if kind == "string_too_long":
        size = {"limit": ctx["max_length"], "size": len(error["input"])}
        return Problem("text_too_long", place, path, size)
    if kind == "too_long":
        return Problem("too_many", place, path, {"limit": ctx["max_length"]})
    if kind in _TYPES:
        code = "wrong_type_item" if isinstance(last, int) else "wrong_type"
        return Problem(code, place, path, {"expected": _TYPES[kind], "key": str(last)})
    return Problem("invalid", place, path, {"key": str(last), "reason": error["msg"]})


def _down_to_the_word(path: Path, error: ErrorDetails) -> Path:
    """Point at a wrong key itself; pydantic points at what holds it."""
    ctx = error.get("ctx", {})
    if error["type"] == "union_tag_invalid":
        return (*path, ctx["tag"])
    if error["type"] == "unknown_word" and ctx["kind"] == "key":
        return (*path, ctx["word"])
    return path


def _unknown(place: Place, path: Path, kind: str, word: str, known: list[str]) -> Problem:
    details = {"kind": kind, "word": word[:80], "closest": closest(word, known), "known": known}
    return Problem("unknown_word", place, path, details)


def locate(loc: tuple[str | int, ...], value: Any) -> tuple[Path, str | int]:
    """Follow a pydantic location through the value, skipping the names of union members."""
    path: list[str | int] = []
    last: str | int = ""
    for step in loc:
        inside_map = isinstance(value, dict) and step in value
        inside_list = isinstance(value, list) and isinstance(step, int) and step < len(value)
        if inside_map or inside_list:
            value = value[step]
            path.append(step)
        last = step
    return tuple(path), last


def _literals(expected: str) -> list[str]:
    return [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]


def _keys(model: type[BaseModel], loc: tuple[str | int, ...]) -> set[str]:
    """Find the keys of the model at `loc`, searching the models reachable from `model`."""
    found: Any = model
    for step in loc:
        found = _step(found, step) or found
    if isinstance(found, type) and issubclass(found, BaseModel):
        return {info.alias or name for name, info in found.model_fields.items()}
    return set()


def _step(found: Any, step: str | int) -> Any:
    if isinstance(found, type) and issubclass(found, BaseModel):
        for name, info in found.model_fields.items():
            if step in (name, info.alias):
                return _model_in(info.annotation)
    return None


def _model_in(annotation: Any) -> Any:
    """Give the first model class named inside an annotation such as `tuple[Tag, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        model = _model_in(argument)
        if model is not None:
            return model
    return None
