"""A real scheduler and two worker processes on this machine."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from advisor.cli import main
from advisor.screening import cluster as module
from advisor.screening.cluster import ClusterError, cluster
from advisor.screening.rules import RuleChoice
from tests.screening.conftest import canvas_bytes, screen_all, submission

distributed = pytest.importorskip("distributed")

# How the package ends its own loops and sockets is its own business.
pytestmark = [
    pytest.mark.filterwarnings("ignore:::distributed", "ignore::ResourceWarning"),
    pytest.mark.xdist_group("cluster"),  # one cluster for all
]


@pytest.fixture(scope="module")
def local() -> Iterator[Any]:
    quiet = {"dashboard_address": None, "silence_logs": 50}
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", **quiet
    ) as local:
        yield local


def test_a_worker_killed_on_the_way_loses_nothing_and_counts_nothing_twice(local):
    given = [submission(number) for number in range(160)]

    with cluster(local.scheduler_address) as (executor, jobs):
        results = screen_all(given, RuleChoice(), executor, jobs)
        done = [next(results)]
        victim, other = executor._client.run(os.getpid).values()
        os.kill(victim, signal.SIGKILL)
        done += results

    assert jobs == 2
    assert other != victim
    assert sorted(one.path for one in done) == sorted(one.path for one in given)
    assert {one.status for one in done} == {"read"}


def test_the_command_line_works_on_a_cluster(local, tmp_path, capsys):
    batch, out = tmp_path / "batch.jsonl", tmp_path / "out"
    batch.write_bytes(b"\n".join(canvas_bytes(number) for number in range(40)))
    call = ["screen", str(batch), "--out", str(out), "--feedback", "md"]

    assert main([*call, "--scheduler", local.scheduler_address]) == 0

    assert "40 " in capsys.readouterr().out
    assert len((out / "results.jsonl").read_bytes().splitlines()) == 40
    assert len(list((out / "feedback").glob("*.md"))) == 40


def test_stopping_leaves_the_cluster_to_others(local):
    endless = (submission(number) for number in range(100_000))
    with cluster(local.scheduler_address) as (executor, jobs):
        results = screen_all(endless, RuleChoice(), executor, jobs)
        next(results)
        results.close()

    with cluster(local.scheduler_address) as (executor, jobs):
        assert len(list(screen_all([submission(1)], RuleChoice(), executor, jobs))) == 1


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x", "tcp://127.0.0.1"])
def test_an_address_where_nobody_answers_is_told(address, monkeypatch):
    monkeypatch.setattr(module, "WAIT_SECONDS", 1)

    with pytest.raises(ClusterError, match="unreachable"), cluster(address):
        pass


def test_a_scheduler_without_workers_is_told(monkeypatch):
    monkeypatch.setattr(module, "WAIT_SECONDS", 1)
    with (
        distributed.LocalCluster(
            n_workers=0, processes=True, host="127.0.0.1", dashboard_address=None
        ) as idle,
        pytest.raises(ClusterError, match="no_workers"),
        cluster(idle.scheduler_address),
    ):
        pass


def test_without_the_package_it_is_told_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(ClusterError, match="missing"), cluster("tcp://127.0.0.1:9"):
        pass
