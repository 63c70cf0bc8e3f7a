"""Change a rule's conditions in every small way: an example must notice each.

A mutant drops or negates one leaf, one entry of `unless` or `cases`, or one thing a selection
asks of its notes.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator
from typing import Any

from advisor.canvas import Canvas
from advisor.engine import check
from advisor.positions import Path
from advisor.rulebook.loader import read_rule
from advisor.rulebook.rulebook import CompiledRule, Rulebook
from advisor.source import SourceError
from advisor.vocabulary import load_vocabulary

Tree = dict[str, Any]
Mutant = tuple[str, Tree]
SELECTING = ("some", "each", "every", "none", "count")
TEXTS = {"title": "Title", "message": "Message", "why": "Why", "fixes": ["Fix"]}


def mutants(rule: Tree) -> Iterator[Mutant]:
    """Give every mutant of a rule's tree, named by what was done to it."""
    yield from _of_condition(rule, ("when",))
    unless = rule.get("unless", [])
    for index in range(len(unless)):
        yield f"unless {index} dropped", _without(rule, ("unless", index))
        yield from _of_condition(rule, ("unless", index))
    for index in range(len(rule.get("cases", []))):
        yield f"case {index} dropped", _without(rule, ("cases", index))
        yield from _of_condition(rule, ("cases", index, "when"))


def survivors(rule: Tree, canvases: Iterable[Canvas]) -> list[str]:
    """Give the mutants that no canvas tells from the rule itself."""
    canvases = list(canvases)
    original = _verdicts(_compiled(rule), canvases)
    alive = []
    for name, mutant in mutants(rule):
        try:
            changed = _verdicts(_compiled(mutant), canvases)
        except SourceError:
            continue  # no longer a rule: nobody can write it
        if changed == original:
            alive.append(name)
    return alive


def _of_condition(rule: Tree, path: Path) -> Iterator[Mutant]:
    condition = _at(rule, path)
    word = next(iter(condition))
    here = (*path, word)
    if word in ("all", "any"):
        for index in range(len(condition[word])):
            if len(condition[word]) > 1:
                yield f"{_name((*here, index))} dropped", _without(rule, (*here, index))
            yield from _of_condition(rule, (*here, index))
    elif word == "not":
        yield f"{_name(path)} turned round", _put(rule, path, condition["not"])
        yield from _of_condition(rule, here)
    else:
        yield f"{_name(here)} negated", _put(rule, path, {"not": condition})
        if word in SELECTING:
            yield from _of_selection(rule, here)


def _of_selection(rule: Tree, path: Path) -> Iterator[Mutant]:
    selection = _at(rule, path)
    for key in ("without", "linked_to", "not_linked_to"):
        if key in selection:
            yield f"{_name((*path, key))} dropped", _without(rule, (*path, key))
            if isinstance(selection[key], dict) and key != "without":
                yield from _of_selection(rule, (*path, key))
    carries = selection.get("with", {})
    for key in ("tags", "all_tags"):
        if key in carries:
            yield f"{_name((*path, 'with', key))} dropped", _without(rule, (*path, "with", key))
    for fact in carries.get("facts", {}):
        where = (*path, "with", "facts", fact)
        yield f"{_name(where)} dropped", _without(rule, where)


def _compiled(rule: Tree) -> CompiledRule:
    plain = {**rule, "texts": {"de": TEXTS, "en": TEXTS}, "examples": None}
    return read_rule(json.dumps(plain), f"{rule['id']}.json")


def _verdicts(compiled: CompiledRule, canvases: list[Canvas]) -> list[Any]:
    book = Rulebook(load_vocabulary(), (), (compiled,), "0", "0")
    verdicts = []
    for canvas in canvases:
        report = check(canvas, book)
        found = sorted(
            (one.severity.value, sorted(one.notes or one.blocks), sorted((*one.tags, *one.missing)))
            for one in report.findings
        )
        verdicts.append((report.outcomes[compiled.rule.id].value, found))
    return verdicts


def _at(tree: Any, path: Path) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _without(rule: Tree, path: Path) -> Tree:
    """Give the rule without what stands at `path`, and without mappings that leaves empty."""
    changed = copy.deepcopy(rule)
    del _at(changed, path[:-1])[path[-1]]
    holder = path[:-1]
    while len(holder) > 1 and _at(changed, holder) == {}:
        del _at(changed, holder[:-1])[holder[-1]]
        holder = holder[:-1]
    return changed


def _put(rule: Tree, path: Path, value: Any) -> Tree:
    changed = copy.deepcopy(rule)
    _at(changed, path[:-1])[path[-1]] = copy.deepcopy(value)
    return changed


def _name(path: Path) -> str:
    return ".".join(map(str, path))
