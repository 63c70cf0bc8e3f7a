"""Write the generated parts of the documentation anew: `python -m docs.generate`."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from advisor.canvas import Language
from advisor.rulebook.checks import CHECKS
from advisor.rulebook.conditions import WORDS
from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.sentences import rule_sentence, sentence
from advisor.texts import words
from advisor.views.checked import in_general

DOCS = Path(__file__).parent
SHAPES = {
    "all": "[condition, …]",
    "any": "[condition, …]",
    "not": "condition",
    "has": "{block: tag or [tags]}",
    "lacks": "{block: tag or [tags]}",
    "only": "{block: tag or [tags]}",
    "some": "selection",
    "each": "selection",
    "every": "selection",
    "none": "selection",
    "count": "selection + comparison",
    "uncovered": "{in: block, group: …, tags: optional}",
    "sum": "{of: fact, in: block} + comparison",
    "fact": "{name: fact, plus: optional fact} + comparison",
    "empty": "block",
    "blank": "block",
    "unanswered": "{block: group}",
    "check": "{name: …} + parameters",
    "pattern": "pattern",
}


def words_table() -> str:
    """Give the table of condition words, from their docstrings."""
    rows = [
        f"| `{word}` | `{SHAPES[word]}` | {_first_line(kind.__doc__)} |"
        for word, kind in WORDS.items()
    ]
    return "\n".join(["| word | takes | true when |", "|---|---|---|", *rows])


def checks_table() -> str:
    """Give the table of named checks, from their docstrings."""
    rows = [f"| `{check.name}` | {check.definition} |" for check in CHECKS.values()]
    return "\n".join(["| check | true when |", "|---|---|", *rows])


def rule_language() -> str:
    """Give docs/rule-language.md with its generated parts as they should be."""
    text = (DOCS / "rule-language.md").read_text(encoding="utf-8")
    for name, table in (("words", words_table()), ("checks", checks_table())):
        pattern = rf"(<!-- generated: {name} -->\n).*?(<!-- end -->)"
        text = re.sub(pattern, lambda m, t=table: f"{m[1]}{t}\n{m[2]}", text, flags=re.DOTALL)
    return text


def _first_line(docstring: str | None) -> str:
    return (docstring or "").strip().splitlines()[0]


def rules_page(language: Language) -> str:
    """Give the page that lists every rule, by theme, in one language."""
    rulebook, said = load_rulebook(), words(language)
    lines = [f"# {said('page.rules.title')}", "", said("docs.intro", count=len(rulebook.rules)), ""]
    for theme in rulebook.themes:
        rules = [rule for rule in rulebook.rules if rule.theme == theme.id]
        if rules:
            lines += [f"## {theme.name.say(language)}", ""]
        for rule in rules:
            texts = rule.texts.say(language)
            general = functools.partial(in_general, thresholds=rule.thresholds)
            severity = said(f"severity.{rule.severity}.name")
            lines += [f"### {in_general(texts.title)}", "", f"`{rule.id}` · {severity}", ""]
            lines += [
                rule_sentence(rule, rulebook.vocabulary, said),
                "",
                general(texts.why),
                "",
            ]
            lines += [f"- {general(fix)}" for fix in texts.fixes]
            if texts.fine_when:
                fine = general(texts.fine_when)
                lines += ["", f"{said('page.findings.fine_when')}: {fine}"]
            lines += ["", f"{said('page.findings.source')} {said.cited(rule.source)}", ""]
    lines += [f"## {said('docs.patterns')}", ""]
    for compiled in rulebook.patterns:
        pattern = compiled.pattern
        lines += [f"### {pattern.label.say(language)}", "", pattern.summary.say(language), ""]
        must = sentence(pattern.must, rulebook.vocabulary, said)
        lines += [said("docs.must", condition=must), ""]
        lines += [f"- {part.suggests.say(language)}" for part in pattern.should]
        lines += [
            "",
            f"{pattern.company}. {said('page.findings.source')} {said.cited(pattern.source)}",
            "",
        ]
    lines += [f"## {said('docs.strengths')}", ""]
    for strength in (one.strength for one in rulebook.strengths):
        when = sentence(strength.when, rulebook.vocabulary, said)
        title = in_general(strength.texts.say(language).title)
        lines += [f"- **{title}** (`{strength.id}`): {said('docs.when', condition=when)}"]
    return "\n".join(lines).rstrip() + "\n"


PAGES = {
    "rule-language.md": rule_language,
    "rules.md": lambda: rules_page("en"),
    "regeln.md": lambda: rules_page("de"),
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
