"""Write the generated parts of the documentation anew: `python -m docs.generate`."""

from __future__ import annotations

import re
from pathlib import Path

from advisor.rulebook.checks import CHECKS
from advisor.rulebook.conditions import WORDS

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


PAGES = {"rule-language.md": rule_language}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
