"""With which rules a batch is screened: small enough to be sent to every worker."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.own import own_rulebook
from advisor.rulebook.rulebook import Rulebook


class OtherRulesError(Exception):
    """A worker has other rules than we have."""


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """A rule set by name or file, and a folder of one's own rules, "" for none.

    Workers on other machines must find files and folder under the same path. What a person chose
    on the page (`session`) travels itself and stands in place of both.
    """

    rule_set: str = "founder"
    own: str = ""
    session: str = ""

    @classmethod
    def of_session(
        cls, files: Mapping[str, str], changes: Mapping[str, Mapping[str, object]]
    ) -> RuleChoice:
        """Give the choice of a person with rule files and changes, as `own_rulebook` takes them."""
        return cls(session=json.dumps([files, changes], sort_keys=True))

    def load(self) -> Rulebook:
        """Give the rulebook, loaded once per process.

        Raises:
            SourceError: with file, line, column and suggestion of every problem.
        """
        return _loaded(self)


@functools.lru_cache(maxsize=4)
def _loaded(choice: RuleChoice) -> Rulebook:
    if choice.session:
        return own_rulebook(*json.loads(choice.session))
    return load_rulebook(Path(choice.own) if choice.own else None, choice.rule_set)
