"""`rules list` and `rules show`: what the rulebook holds."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from advisor.commands.console import Console
from advisor.commands.rulebooks import rulebook_of
from advisor.engine import check
from advisor.rulebook.examples import read_examples
from advisor.rulebook.files import OWN
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.sentences import rule_sentence
from advisor.source import closest, read_source
from advisor.texts import Words
from advisor.views.checked import in_general, rule_title
from advisor.views.report_json import as_json
from advisor.views.terminal import wrapped
from advisor.views.wording import tell
from advisor.vocabulary import rules_folder


def run_list(options: Namespace, console: Console) -> int:
    """List all rules by theme."""
    rulebook, words = rulebook_of(options, console), console.words
    if rulebook is None:
        return 2
    if options.format == "json":
        for rule in rulebook.rules:
            console.write(as_json(_object(rule, rulebook, words)) + "\n")
        return 0
    for theme, heading in _headings(rulebook, words).items():
        rules = [rule for rule in rulebook.rules if rule.theme == theme]
        if rules:
            console.say(heading)
        for rule in rules:
            severity = words(f"severity.{rule.severity}.name")
            title = rule_title(rule.texts.say(words.language))
            console.say(f"  {rule.id}\n      {severity}: {title}")
    return 0


def run_show(options: Namespace, console: Console) -> int:
    """Show one rule as people will read it."""
    rulebook, words = rulebook_of(options, console), console.words
    if rulebook is None:
        return 2
    known = sorted(rule.id for rule in rulebook.rules)
    if options.rule not in known:
        near = closest(options.rule, known)
        remedy = words("problems.closest", closest=near) if near else words("cli.rules.all")
        console.complain(words("cli.rules.unknown", word=options.rule, remedy=remedy))
        return 2
    rule = rulebook.rule(options.rule)
    if options.format == "json":
        console.write(as_json(_object(rule, rulebook, words)) + "\n")
        return 0
    for line in _shown(rule, rulebook, words, _file_of(rule, options.rules)):
        console.say(line)
    return 0


def _headings(rulebook: Rulebook, words: Words) -> dict[str, str]:
    """Give the name of every theme, that of one's own rules last."""
    headings = {theme.id: theme.name.say(words.language) for theme in rulebook.themes}
    return {**headings, OWN: words("page.rules.own")}


def _file_of(rule: Rule, own: str | None) -> Path:
    """Give the file a rule was read from: one's own folder comes first."""
    found = sorted(Path(own).rglob(f"{rule.id}.yaml")) if own else []
    return found[0] if found else rules_folder() / rule.theme / f"{rule.id}.yaml"


def _shown(rule: Rule, rulebook: Rulebook, words: Words, path: Path) -> Iterator[str]:
    texts = rule.texts.say(words.language)
    yield rule.id
    severity = words(f"severity.{rule.severity}.name")
    label = _headings(rulebook, words)[rule.theme]
    yield words("cli.rules.theme", severity=severity, theme=label)
    yield ""
    yield from wrapped(rule_sentence(rule, rulebook.vocabulary, words))
    yield from wrapped(in_general(texts.why))
    yield ""
    for example in read_examples(read_source(path.read_bytes(), path.name))[:1]:
        report = check(example.canvas, rulebook.only(rule.id))
        for finding in report.findings[:1]:
            told = tell(finding, example.canvas, rulebook, words)
            yield words("cli.rules.example", name=example.name)
            yield from wrapped(told.title, "  ")
            yield from wrapped(told.message, "  ")
            for fix in told.fixes:
                yield from wrapped(fix, "    ", "  - ")
            yield ""
    if texts.fine_when:
        yield from wrapped(words("report.fine_when", text=in_general(texts.fine_when)))
    yield from wrapped(words("report.source", source=rule.source))


def _object(rule: Rule, rulebook: Rulebook, words: Words) -> dict[str, Any]:
    texts = rule.texts.say(words.language)
    return {
        "id": rule.id,
        "theme": rule.theme,
        "severity": rule.severity.value,
        "root_cause": rule.root_cause or "",
        "blocks": list(rule.blocks),
        "fires": rule_sentence(rule, rulebook.vocabulary, words),
        "thresholds": rule.thresholds,
        "title": texts.title,
        "message": texts.message,
        "why": texts.why,
        "fixes": list(texts.fixes),
        "fine_when": texts.fine_when or "",
        "asks": texts.asks or "",
        "source": rule.source,
    }
