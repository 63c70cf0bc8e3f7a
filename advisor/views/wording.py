"""Turn findings and questions into sentences: the rule's texts with their placeholders filled."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from advisor import limits
from advisor.canvas import BLOCKS, Canvas, FactValue
from advisor.canvas_file import write_canvas
from advisor.findings import (
    Basis,
    Datum,
    Finding,
    PatternMatch,
    Question,
    Severity,
    Strength,
)
from advisor.rulebook.pattern import Pattern
from advisor.rulebook.rule import Rule, RuleTexts
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words of one language."""

    title: str
    message: str
    why: str
    fixes: tuple[str, ...]
    fine_when: str
    source: str
    severity: str
    basis: str
    blocks: tuple[str, ...]
    evidence: tuple[str, ...]
    asks: str


def tell(finding: Finding, canvas: Canvas, rulebook: Rulebook, words: Words) -> Told:
    """Give a finding in words; texts of notes stand in it as they were written, shortened."""
    rule = rulebook.rule(finding.rule)
    texts = rule.texts.say(words.language)
    fillings = _Fillings(finding, rule, canvas, rulebook, words)
    title, message = _wording(finding, rule, texts)
    return Told(
        title=fillings.fill(title),
        message=fillings.fill(message),
        why=fillings.fill(texts.why),
        fixes=tuple(fillings.fill(fix) for fix in texts.fixes),
        fine_when=fillings.fill(texts.fine_when or ""),
        source=words.cited(rule.source),
        severity=words(f"severity.{finding.severity}.name"),
        basis=words(f"basis.{finding.basis}"),
        blocks=tuple(fillings.block(block) for block in finding.blocks),
        evidence=tuple(fillings.evidence()),
        asks=fillings.fill(texts.asks or ""),
    )


def tell_strength(
    strength: Strength, canvas: Canvas, rulebook: Rulebook, words: Words
) -> tuple[str, str]:
    """Give title and message of a strength."""
    compiled = next(one for one in rulebook.strengths if one.strength.id == strength.rule)
    texts = compiled.strength.texts.say(words.language)
    notes = {note.id: (block, note.text) for block, note in canvas.notes()}
    fillings = {
        name: quote_notes([text for block, text in found if name in ("notes", block)], words)
        for found in [[notes[note] for note in strength.notes]]
        for name in ("notes", *strength.blocks)
    }
    return texts.title.format_map(fillings), texts.message.format_map(fillings)


def pattern_of(match: PatternMatch, rulebook: Rulebook) -> Pattern:
    """Give the pattern a match is about."""
    return next(one.pattern for one in rulebook.patterns if one.pattern.id == match.pattern)


def quote_notes(texts: list[str], words: Words) -> str:
    """Quote the first few texts; say how many more there are."""
    quoted = [words.quote(shorten(text)) for text in texts]
    most = limits.QUOTED_NOTES
    if len(quoted) > most + 1:
        quoted = [*quoted[:most], words("list.more", count=len(texts) - most)]
    return words.listed(quoted) if quoted else "–"


def ask(question: Question, canvas: Canvas, rulebook: Rulebook, words: Words) -> str:
    """Give the question to the person."""
    if question.suspects:
        told = tell(question.suspects, canvas, rulebook, words)
        return told.asks or told.message
    group = rulebook.vocabulary.groups[question.asks]
    return group.question.say(words.language)


def fingerprint(canvas: Canvas) -> str:
    """Give the sha256 of the canvas's content, the same for every way of writing it down."""
    return hashlib.sha256(write_canvas(canvas, "json").encode()).hexdigest()


def say_value(name: str, value: FactValue, vocabulary: Vocabulary, words: Words) -> str:
    """Give the value of a fact as people read it."""
    if isinstance(value, bool):
        return words("flag.yes" if value else "flag.no")
    if isinstance(value, str):
        labels = {choice.id: choice.label for choice in vocabulary.fact(name).choices}
        return labels[value].say(words.language) if value in labels else value
    return words.number(value)


def shorten(text: str, most: int = limits.QUOTED_CHARACTERS) -> str:
    """Give `text` on one line, cut at a word where it is longer than `most` characters."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut) + "…"


def _wording(finding: Finding, rule: Rule, texts: RuleTexts) -> tuple[str, str]:
    severity = rule.severity if finding.case is None else rule.cases[finding.case].severity
    if severity is Severity.CONTRADICTION and finding.basis is Basis.READ and texts.read:
        return texts.read.title, texts.read.message
    return texts.title, texts.message


class _Fillings:
    """What stands for each placeholder of one finding; made only for those a text uses."""

    def __init__(
        self, finding: Finding, rule: Rule, canvas: Canvas, rulebook: Rulebook, words: Words
    ) -> None:
        self.finding, self.rule, self.words = finding, rule, words
        self.vocabulary, self.facts = rulebook.vocabulary, canvas.facts
        self.notes = {note.id: (block, note.text) for block, note in canvas.notes()}

    def fill(self, text: str) -> str:
        return text.format_map(self)

    def __getitem__(self, name: str) -> str:
        finding = self.finding
        if name in BLOCKS:
            here = [note for note in finding.notes if self.notes[note][0] == name]
            return self.quoted(here) if here else self.words.quote(self.block(name))
        if name == "notes":
            blocks = map(self.words.quote, map(self.block, finding.blocks))
            return self.quoted(finding.notes) if finding.notes else self.words.listed(blocks)
        if name == "tags":
            return self.words.listed(map(self.tag, finding.tags)) if finding.tags else "–"
        if name == "missing":
            return self.words.listed(map(self.tag, finding.missing)) if finding.missing else "–"
        if name == "tag":
            return self.tag(finding.about)
        if name == "block":
            return self.block(finding.about)
        if name == "question":
            return self.question()
        if name == "group":
            group = self.vocabulary.groups[str(finding.numbers["group"])]
            return group.label.say(self.words.language)
        if name in finding.numbers:
            return self.datum(name, finding.numbers[name])
        if name in self.facts:
            return self.datum(name, self.facts[name])
        return self.words.number(self.rule.thresholds[name])

    def quoted(self, notes: Iterable[str]) -> str:
        """Quote the first few notes; say how many more there are."""
        return quote_notes([self.notes[note][1] for note in notes], self.words)

    def block(self, block: str) -> str:
        return self.vocabulary.blocks[block].label.say(self.words.language)  # type: ignore[index]

    def tag(self, tag: str) -> str:
        return self.vocabulary.tags[tag].label.say(self.words.language)

    def question(self) -> str:
        """The guiding question behind a tag of `for_each`, or the first one of its block."""
        about, words = self.finding.about, self.words.language
        if not about:  # `unanswered` without a `for_each`: the question of its group
            return self.vocabulary.groups[str(self.finding.numbers["group"])].question.say(words)
        if about in self.vocabulary.blocks:
            return self.vocabulary.blocks[about].questions[0].text.say(words)  # type: ignore[index]
        block = self.vocabulary.block_of_tag[about]
        for question in self.vocabulary.blocks[block].questions:
            if question.id.endswith(f"_{about}"):
                return question.text.say(words)
        return self.vocabulary.groups[self.vocabulary.group_of[about]].question.say(words)

    def datum(self, name: str, value: Datum) -> str:
        if isinstance(value, tuple):
            return quote_notes(list(value), self.words)
        return say_value(name, value, self.vocabulary, self.words)

    def evidence(self) -> Iterable[str]:
        """Give each piece of evidence as `block: what stands there`."""
        finding = self.finding
        for note in finding.notes:
            block, text = self.notes[note]
            yield f"{self.block(block)}: {self.words.quote(shorten(text))}"
        homes = self.vocabulary.block_of_tag
        for tag in finding.tags:
            yield f"{self.block(homes[tag])}: {self.tag(tag)}"
        for tag in finding.missing:
            yield self.words("evidence.missing", block=self.block(homes[tag]), tag=self.tag(tag))
