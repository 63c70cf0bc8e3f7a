"""What holding a report against a fresh check came to, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.canvas import Canvas
from advisor.findings import Finding
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.verifying import Verification
from advisor.views.terminal import visible
from advisor.views.wording import tell


def verification_lines(
    found: Verification, canvas: Canvas, rulebook: Rulebook, words: Words
) -> Iterator[str]:
    """Give the verdict first, then one line per difference."""
    yield words(f"verify.{'agrees' if found.agrees else 'differs'}", count=found.count)
    if not found.same_canvas:
        yield words("verify.other_canvas")
    if not found.same_rules:
        yield words(
            "verify.other_rules",
            then=f"{visible(found.then.version)} {visible(found.then.sha256[:12])}",
            now=f"{rulebook.version} {rulebook.sha256[:12]}",
        )
    for one in found.missing:
        yield words("verify.missing", title=visible(one.title), rule=visible(one.rule))

    def said(finding: Finding, kind: str) -> str:
        told = tell(finding, canvas, rulebook, words)
        return words(f"verify.{kind}", title=visible(told.title), rule=finding.rule)

    for finding in found.extra:
        yield said(finding, "extra")
    for finding in found.changed:
        yield said(finding, "changed")
