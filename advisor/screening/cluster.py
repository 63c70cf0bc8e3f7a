"""A Dask cluster in place of processes of one's own."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress

WAIT_SECONDS = 10


class ClusterError(Exception):
    """There is no cluster to work with; `code` is one of the texts under `screening.cluster`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """Give the executor of the scheduler at `address`, and how many chunks it works on at once.

    Raises:
        ClusterError: the package is not installed, nobody answers, or there are no workers.
    """
    try:
        distributed = importlib.import_module("distributed")  # optional, and takes long to load
    except ImportError:
        raise ClusterError("missing") from None
    client = None
    with suppress(OSError, ValueError):
        client = distributed.Client(address, timeout=WAIT_SECONDS, set_as_default=False)
    if client is None:
        # A client that never got through closes its loop when it is collected. Left to chance that
        # may be while another one starts, in the same thread, and both wait for ever.
        gc.collect()
        raise ClusterError("unreachable")
    with client:
        try:
            client.wait_for_workers(1, timeout=WAIT_SECONDS)
        except TimeoutError:
            raise ClusterError("no_workers") from None
        with client.get_executor(pure=False) as executor:
            yield executor, sum(client.nthreads().values())
