"""What every test of the store starts from: an empty place, and a time that stands still."""

from __future__ import annotations

from pathlib import Path

import pytest


class Clock:
    """A time that stands still until somebody turns it."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'deep' / 'drafts.sqlite3'}"
