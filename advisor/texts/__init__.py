"""The words of pages, reports and errors, in both languages."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from babel.dates import format_datetime
from babel.numbers import format_decimal

from advisor.canvas import Language
from advisor.source import Problem, read_source

LOCALES: Mapping[Language, str] = {"de": "de_DE", "en": "en_GB"}


class Words:
    """All words of one language; call it with a key and the details to fill in."""

    def __init__(self, language: Language) -> None:
        self.language = language
        path = Path(__file__).parent / f"{language}.yaml"
        self.entries = dict(_flat(read_source(path.read_bytes(), path.name).value))

    def __call__(self, key: str, /, **details: Any) -> str:
        """Give the text of `key` with its placeholders filled.

        Raises:
            KeyError: there is no such text, or a placeholder is not given.
        """
        return self.entries[key].format_map(details) if details else self.entries[key]

    def counted(self, key: str, count: int) -> str:
        """Give `key.one` or `key.many`, whichever fits `count`."""
        return self(f"{key}.one" if count == 1 else f"{key}.many", count=count)

    def number(self, value: float) -> str:
        """Give a number as people of this language write it."""
        return str(format_decimal(value, "#,##0.##", LOCALES[self.language]))

    def moment(self, moment: datetime) -> str:
        """Give date and time in short, as people of this language write it."""
        return str(format_datetime(moment, "short", locale=LOCALES[self.language]))

    def quote(self, text: str) -> str:
        """Give `text` in the language's quotation marks."""
        return f"„{text}“" if self.language == "de" else f"“{text}”"

    def listed(self, items: Iterable[str]) -> str:
        """Give items as a list within a sentence: a, b and c."""
        *head, last = items
        return f"{', '.join(head)} {self('list.and')} {last}" if head else last

    def cited(self, source: str) -> str:
        """Give a source as this language cites it; in files its few common words are English."""
        source = re.sub(r"(?<=\d) and (?=\d|pp?\. )", f" {self('list.and')} ", source)
        pattern, keys = _cited_in_english()
        source = pattern.sub(lambda found: self(keys[found[0]]), source)
        return re.sub("[“„]([^“”]*)[“”]", lambda quoted: self.quote(quoted[1]), source)

    def problem(self, problem: Problem) -> str:
        """Give the sentence for a problem: what is wrong, and what would be right."""
        details = {key: self._detail(key, value) for key, value in problem.details.items()}
        if problem.code == "unknown_word":
            kind = self(f"problems.kinds.{problem.details['kind']}")
            details = {**details, "kind": kind, "remedy": self._remedy(problem.details, details)}
        if problem.code == "wrong_fact" and problem.details.get("known"):
            return self("problems.wrong_choice", **details)
        return self(f"problems.{problem.code}", **details).strip()

    def _remedy(self, given: Mapping[str, Any], details: dict[str, str]) -> str:
        for remedy in ("closest", "known"):
            if given.get(remedy):
                return self(f"problems.{remedy}", **details)
        return ""

    def _detail(self, key: str, value: Any) -> str:
        if key == "expected":
            return self(f"problems.types.{value}")
        if isinstance(value, list | tuple):
            more = f" … (+{len(value) - 12})" if len(value) > 12 else ""
            return ", ".join(map(str, value[:12])) + more
        if isinstance(value, int) and not isinstance(value, bool):
            return self.number(value)
        return str(value)


def _flat(tree: dict[str, Any], prefix: str = "") -> Iterable[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


@functools.cache
def _cited_in_english() -> tuple[re.Pattern[str], dict[str, str]]:
    """Give what finds the English words sources have in common, longer ones first, and their keys.

    One pass, since every finding is told with its source.
    """
    entries = words("en").entries.items()
    keys = {english: key for key, english in entries if key.startswith("cited.")}
    either = "|".join(map(re.escape, sorted(keys, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)"), keys


@functools.cache
def words(language: Language) -> Words:
    """Give the words of `language`, read once per process."""
    return Words(language)
