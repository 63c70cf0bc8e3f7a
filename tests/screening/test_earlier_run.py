"""The results of an earlier run, as a file that anybody may have written."""

from __future__ import annotations

import pytest

from advisor import limits
from advisor.screening.earlier_run import EarlierRunError, read_earlier_run
from advisor.screening.submission import Screened


def line(path: str, **more: object) -> bytes:
    one = Screened.model_validate({"path": path, "sha256": "", "status": "read", **more})
    return one.model_dump_json().encode() + b"\n"


def test_of_one_path_the_last_line_counts_and_the_newest_file_of_a_team() -> None:
    data = line("a", filled=1) + line("b", team="Rot") + b"\n" + line("a", filled=2)
    data += line("c", team="rot", handed_in=9.0)
    found = {one.path: one for one in read_earlier_run(data)}

    assert found["a"].filled == 2
    assert (found["b"].status, found["c"].status) == ("older", "read")


@pytest.mark.parametrize(
    ("data", "code", "details"),
    [
        (b"", "nothing", {}),
        (line("a") + b"[]\n", "no_result", {"line": 2}),
        (line("a", canvas="{"), "no_result", {"line": 1}),
        (b"\xff\xfe", "no_result", {"line": 1}),
    ],
)
def test_what_is_no_result_is_refused_with_its_line(
    data: bytes, code: str, details: dict[str, int]
) -> None:
    with pytest.raises(EarlierRunError) as caught:
        read_earlier_run(data)
    assert (caught.value.code, caught.value.details) == (code, details)


def test_its_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "COHORT_SUBMISSIONS", 1)
    with pytest.raises(EarlierRunError, match="too_many"):
        read_earlier_run(line("a") + line("b"))
    monkeypatch.setattr(limits, "EARLIER_RUN_BYTES", 10)
    with pytest.raises(EarlierRunError, match="too_large"):
        read_earlier_run(line("a"))
