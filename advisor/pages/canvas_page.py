"""The canvas page: poster, findings beside it, and the editor of the block one clicks."""

from __future__ import annotations

from advisor.engine import check
from advisor.pages import session
from advisor.pages.parts import editor, findings, header, links, poster, profile, start
from advisor.reading.reader import read
from advisor.views.rule_view import changed


def render() -> None:
    """Show the first screen, or the canvas with its findings."""
    canvas = session.canvas()
    words = session.page_words()
    rulebook = session.rulebook()
    if canvas is None:
        start.render(words, rulebook)
        return
    report = check(canvas, rulebook, read(canvas))
    earlier = session.before()
    old = check(earlier, rulebook, read(earlier)).leads if earlier else report.leads
    since = changed(old, report.leads)
    header.render(canvas, report, words, rulebook)
    with poster.stage():
        with poster.left():
            poster.render(canvas, report, words, rulebook)
        with poster.right():
            block = session.selected()
            if block:
                editor.render(block, canvas, words, rulebook.vocabulary)
            findings.render(canvas, report, words, rulebook, block, since)
            if block:
                editor.render_notes(block, canvas, report.heard, words, rulebook.vocabulary)
            else:
                profile.render(canvas, report, words, rulebook)
    links.render(canvas, report.heard, words, rulebook.vocabulary)


render()
