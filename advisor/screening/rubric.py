"""A lecturer's own rubric: what its file may say, read and checked like every other file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from advisor import limits
from advisor.canvas import BLOCKS
from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.rulebook import Rulebook
from advisor.schema import Bilingual, Strict, broken, unknown, validate
from advisor.scores import DIMENSIONS
from advisor.source import read_source
from advisor.vocabulary import rules_folder

MEASURES = ("dimension", "rules", "blocks")

Number = Annotated[int | float, Field(ge=0, le=limits.RUBRIC_POINTS)]


class Label(Bilingual):
    """A text in both languages; a rubric in one language may write it once."""

    @model_validator(mode="before")
    @classmethod
    def _once_for_both(cls, value: Any) -> Any:
        return {"de": value, "en": value} if isinstance(value, str) else value


class Lost(Strict):
    """Points lost per finding that counts, by its severity."""

    contradiction: Number = 0
    risk: Number = 0
    hint: Number = 0
    open: Number = 0


class ByRules(Strict):
    """Points lost per finding: by its severity, or as `each` says for its rule.

    Without `themes` every rule counts; a rule named in `each` counts wherever it belongs. Below
    `coverage`, the share of these rules that could decide, no points are computed.
    """

    lost: Lost = Lost()
    each: dict[str, Number] = Field(default_factory=dict, max_length=limits.RULE_FILES)
    themes: Annotated[tuple[str, ...], Field(strict=False)] = ()
    coverage: Annotated[int | float, Field(ge=0, le=1)] = 0

    @field_validator("each")
    @classmethod
    def _known_rules(cls, value: dict[str, Number], info: ValidationInfo) -> dict[str, Number]:
        _refuse_unknown("rule", value, _known(info)["rules"])
        return value

    @field_validator("themes")
    @classmethod
    def _known_themes(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        _refuse_unknown("value", value, _known(info)["themes"])
        return value


class Criterion(Strict):
    """One criterion: `points` at most, measured in exactly one of three ways.

    `dimension` is one of the profile's, `rules` lose points per finding, `blocks` name how many
    notes each block should have. Where it is not `editable` no person gives other points.
    """

    id: Annotated[str, Field(pattern="^[a-z][a-z0-9-]*$", max_length=limits.NAME_CHARACTERS)]
    label: Label
    points: Annotated[int | float, Field(gt=0, le=limits.RUBRIC_POINTS)]
    dimension: str | None = None
    rules: ByRules | None = None
    blocks: dict[str, Annotated[int, Field(ge=1, le=limits.NOTES_PER_BLOCK)]] | None = None
    editable: bool = True

    @field_validator("dimension")
    @classmethod
    def _known_dimension(cls, value: str | None) -> str | None:
        _refuse_unknown("value", [value] if value else [], DIMENSIONS)
        return value

    @field_validator("blocks")
    @classmethod
    def _known_blocks(cls, value: dict[str, int] | None) -> dict[str, int] | None:
        _refuse_unknown("block", value or (), BLOCKS)
        return value

    @model_validator(mode="after")
    def _one_measure(self) -> Criterion:
        given = [name for name in MEASURES if getattr(self, name)]
        if not given:
            raise broken("missing_key", key=" | ".join(MEASURES))
        if len(given) > 1:
            raise broken("too_many", limit=1)
        return self


class Rubric(Strict):
    """All criteria; points are rounded to `step`."""

    rubric: Literal[1]
    title: Label
    step: Annotated[int | float, Field(gt=0, le=limits.RUBRIC_POINTS)] = 0.5
    criteria: Annotated[
        tuple[Criterion, ...],
        Field(strict=False, min_length=1, max_length=limits.RUBRIC_CRITERIA),
    ]

    @field_validator("criteria")
    @classmethod
    def _one_of_each(cls, value: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        names = [one.id for one in value]
        for name in names:
            if names.count(name) > 1:
                raise broken("duplicate_id", id=name)
        return value

    @property
    def most(self) -> float:
        """The points of all criteria together."""
        return sum(one.points for one in self.criteria)


def read_rubric(data: bytes | str, name: str, rulebook: Rulebook | None = None) -> Rubric:
    """Read a rubric; its rules and themes are those that ship and those of `rulebook`.

    Raises:
        SourceError: with line, column and suggestion of every problem.
    """
    books = [load_rulebook(), *([rulebook] if rulebook else [])]
    context = {
        "rules": {rule.id for book in books for rule in book.rules},
        "themes": {rule.theme for book in books for rule in book.rules},
    }
    return validate(Rubric, read_source(data, name), context)


def shipped_rubrics() -> dict[str, Rubric]:
    """Give the rubrics that ship, as examples to start from, by name."""
    paths = sorted((rules_folder() / "rubrics").glob("*.yaml"))
    return {path.stem: read_rubric(path.read_bytes(), path.name) for path in paths}


def _refuse_unknown(kind: str, given: Any, known: Any) -> None:
    for word in given:
        if word not in known:
            raise unknown(kind, word, known)


def _known(info: ValidationInfo) -> dict[str, set[str]]:
    return info.context or {"rules": set(), "themes": set()}
