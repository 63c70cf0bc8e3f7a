"""With which rules a batch is screened: small enough to be sent to every worker."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """A rule set by name or file, and a folder of one's own rules, "" for none.

    Workers on other machines must find files and folder under the same path.
    """

    rule_set: str = "founder"
    own: str = ""

    def load(self) -> Rulebook:
        """Give the rulebook, loaded once per process.

        Raises:
            SourceError: with file, line, column and suggestion of every problem.
        """
        return _loaded(self)


@functools.lru_cache(maxsize=4)
def _loaded(choice: RuleChoice) -> Rulebook:
    return load_rulebook(Path(choice.own) if choice.own else None, choice.rule_set)
