"""A person's own choice of rules on top of the rulebook: for one session, never stored."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping

from advisor.rulebook.files import read_rule
from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.rule_set import Change, apply_changes
from advisor.rulebook.rulebook import Rulebook

SESSION = "session"  # the name a report shows for such a choice


def own_rulebook(files: Mapping[str, str], changes: Mapping[str, Mapping[str, object]]) -> Rulebook:
    """Give the shipped rulebook with rule files of one's own and changed rules.

    `files` maps a file's name to its content, `changes` a rule's id to what a rule set may
    say of it. The same choice gives the same object.

    Raises:
        SourceError: a file is broken.
    """
    if not files and not changes:
        return load_rulebook()
    return _made(json.dumps([files, changes], sort_keys=True))


@functools.lru_cache(maxsize=64)
def _made(key: str) -> Rulebook:
    files, changes = json.loads(key)
    own = tuple(read_rule(content, name) for name, content in files.items())
    rulebook = load_rulebook().with_own(own)
    known = {rule.id for rule in rulebook.rules}
    kept = {
        rule: Change.model_validate(change) for rule, change in changes.items() if rule in known
    }
    return apply_changes(rulebook, SESSION, kept)
