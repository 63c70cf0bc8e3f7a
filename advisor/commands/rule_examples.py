"""`rules test`: run the examples of every rule file in a folder."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from pathlib import Path
from typing import Any

from advisor import __version__
from advisor.commands.console import Console, InputError
from advisor.engine import check
from advisor.rulebook.examples import Failure, read_examples, run_examples
from advisor.rulebook.loader import read_rule
from advisor.rulebook.rulebook import Rulebook
from advisor.source import SourceError, read_source
from advisor.texts import Words
from advisor.views.report_json import as_json
from advisor.views.terminal import wrapped
from advisor.vocabulary import load_vocabulary

# What lies beside the rules in the folder that ships: knowledge, but no rules.
_NO_RULES = (
    "vocabulary",
    "samples",
    "learning",
    "worked",
    "terms",
    "patterns",
    "strengths",
    "sets",
    "rubrics",
    "templates",
)


def run_test(options: Namespace, console: Console) -> int:
    """Run all examples: 2 where a file cannot be read, else 1 where one fails, else 0."""
    files = _rule_files(Path(options.folder))
    if not files:
        console.complain(console.words("cli.rules.none", folder=options.folder))
        return 2
    results: Counter[str] = Counter()
    for path in files:
        try:
            result, failures, count = _run(path, console)
        except InputError as error:
            console.complain(str(error))
            results["unread"] += 1
            continue
        except SourceError as error:
            console.refuse(error, str(path))
            results["unread"] += 1
            continue
        results["failed" if failures else "passed"] += 1
        if options.format == "json":
            console.write(as_json(_object(path, result, failures, count)) + "\n")
        else:
            console.say(console.words(f"cli.rules.{result}", rule=path.stem, count=count))
            for failure in failures:
                console.say("\n".join(wrapped(_differs(failure, console.words), "    ")))
    if options.format != "json":
        totals = {key: results[key] for key in ("passed", "failed", "unread")}
        console.say(console.words("cli.rules.tested", **totals))
    if console.failed:
        return 2
    return int(results["failed"] > 0)


def _rule_files(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    found = sorted((*folder.rglob("*.yaml"), *folder.rglob("*.yml")))
    if not (folder / "themes.yaml").is_file():
        return found
    inner = [path for path in found if len(path.relative_to(folder).parts) > 1]
    return [path for path in inner if path.relative_to(folder).parts[0] not in _NO_RULES]


def _run(path: Path, console: Console) -> tuple[str, list[Failure], int]:
    data = console.read(str(path))
    vocabulary = load_vocabulary()
    compiled = read_rule(data, str(path), vocabulary=vocabulary)
    examples = read_examples(read_source(data, str(path)), vocabulary)
    alone = Rulebook(vocabulary, (), (compiled,), __version__, "")
    failures = run_examples(compiled.rule.id, alone, examples, check)
    result = "failed" if failures else "passed" if examples else "bare"
    return result, failures, len(examples)


def _differs(failure: Failure, words: Words) -> str:
    def named(places: tuple[str, ...]) -> str:
        return ", ".join(places) or words("cli.rules.nothing")

    return words(
        "cli.rules.differs",
        line=failure.example.line,
        name=failure.example.name,
        what=words(f"cli.rules.what.{failure.what}"),
        expected=named(failure.expected),
        got=named(failure.got),
    )


def _object(path: Path, result: str, failures: list[Failure], count: int) -> dict[str, Any]:
    return {
        "file": str(path),
        "rule": path.stem,
        "passed": not failures,
        "examples": count,
        "result": result,
        "failures": [
            {
                "example": failure.example.name,
                "line": failure.example.line,
                "what": failure.what,
                "expected": list(failure.expected),
                "got": list(failure.got),
            }
            for failure in failures
        ],
    }
