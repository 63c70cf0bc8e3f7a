"""Date and time are read as forms write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from advisor.screening.moments import read_moments

NOON = datetime(2026, 5, 13, 12, 3, 22, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    "cell",
    [
        "13.05.2026 12:03:22",
        "2026-05-13T12:03:22Z",
        "2026-05-13 12:03:22",
        "2026/05/13 12:03:22 PM MEZ",
        "5/13/2026 12:03:22",
        "5/13/26 12:03:22 PM",
        "13/05/2026, 12:03:22 p.m.",
    ],
)
def test_every_way_of_writing_gives_the_same_moment(cell: str) -> None:
    assert read_moments([cell]) == [NOON]


def test_midnight_is_twelve_in_the_morning() -> None:
    assert read_moments(["5/13/2026 12:03:22 AM"]) == [NOON - 12 * 3600]


def test_one_day_beyond_twelve_tells_the_order_of_the_whole_column() -> None:
    third_of_april, fourth_of_march = (
        datetime(2026, month, day, tzinfo=UTC).timestamp() for month, day in ((4, 3), (3, 4))
    )
    assert read_moments(["03/04/2026"]) == [fourth_of_march]
    assert read_moments(["03/04/2026", "13/04/2026"])[0] == third_of_april
    assert read_moments(["03.04.2026"]) == [third_of_april]


@pytest.mark.parametrize(
    "cell", ["", "gestern", "32.13.2026", "2026-02-30", "0/0/00", "12", "1.1.2026 25:00"]
)
def test_what_is_no_moment_is_none(cell: str) -> None:
    assert read_moments([cell]) == [0.0]
