"""The batch that is measured holds what it says: seven formats in turn, fifteen that are none."""

from __future__ import annotations

import zipfile
from collections import Counter
from io import BytesIO

from advisor.canvas_file import read_canvas
from advisor.vocabulary import rules_folder
from benchmarks.mixed_batch import WRITERS, bad_files, batch, canvases_below, said, zipped

SAMPLES = rules_folder() / "samples"


def test_formats_and_canvases_come_in_turn_and_bad_files_last() -> None:
    files, meant = batch(canvases_below(SAMPLES), 2 * len(WRITERS) + 15)

    endings = Counter(name.rpartition(".")[2] for name in meant)
    assert endings == dict.fromkeys(WRITERS, 2)
    assert len(files) == 2 * len(WRITERS) + 15
    assert list(files)[: len(meant)] == list(meant)
    for name, data in files.items():
        if name.startswith("team-") and name.endswith((".json", ".yaml")):
            assert said(read_canvas(data).canvas) == said(meant[name])


def test_the_batch_is_the_same_every_time_and_small() -> None:
    canvases = canvases_below(SAMPLES)

    first, again = (batch(canvases, 60)[0] for _ in range(2))

    assert {name: data for name, data in first.items() if not name.endswith(("docx", "xlsx"))} == {
        name: data for name, data in again.items() if not name.endswith(("docx", "xlsx"))
    }
    packed = zipped(first)
    assert len(packed) < 2_000_000
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert archive.namelist() == list(first)


def test_bad_files_are_fifteen_of_different_kinds() -> None:
    assert len(bad_files(b"PK")) == 15
    assert len({name.rpartition(".")[2] for name in bad_files(b"PK")}) >= 8
