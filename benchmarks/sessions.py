"""Many people at once: small clients that speak Streamlit's protocol, each on its own draft."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from advisor.canvas_file import read_canvas, write_canvas
from advisor.store.drafts import Drafts
from benchmarks.servers import Server

SAMPLE = Path(__file__).parents[1] / "rules" / "samples" / "uhrenatelier.de.yaml"
PAUSE = 5.0  # seconds between two changes of one person
BLOCK = ("-picked", "Kosten")  # the end of a widget's key, and what is chosen there
TAG = ("-tags_cost_structure_cost_orientation", "Kostenorientiert")


@dataclass(slots=True)
class Load:
    """What many sessions met with: seconds per change, troubles, memory per session in MB."""

    times: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    per_session: float = 0.0

    @property
    def median(self) -> float:
        """Seconds of the change in the middle."""
        return median(self.times) if self.times else float("nan")

    @property
    def p95(self) -> float:
        """Seconds that 95 of 100 changes stay below."""
        return quantiles(self.times, n=20)[-1] if len(self.times) > 1 else float("nan")


def load(server: Server, people: int, seconds: float) -> Load:
    """Let `people` make a change every five seconds for so many seconds."""
    text = write_canvas(read_canvas(SAMPLE.read_bytes(), SAMPLE.name).canvas, "json")
    store = Drafts(server.database)
    keys = [store.create(text) for _ in range(people)]
    store.close()
    return asyncio.run(_all(server, keys, seconds))


async def _all(server: Server, keys: list[str], seconds: float) -> Load:
    result = Load()
    few = min(10, len(keys) - 1)
    people = [_Person(server, key, result) for key in keys]
    for person in people[:few]:
        await person.open()
    before = server.memory()
    for person in people[few:]:
        await person.open()
    result.per_session = (server.memory() - before) / max(1, len(people) - few)
    end = time.monotonic() + seconds
    await asyncio.gather(*(person.work(end) for person in people))
    for person in people:
        await person.close()
    return result


class _Person:
    def __init__(self, server: Server, key: str, result: Load) -> None:
        self.server, self.key, self.result = server, key, result
        self.widgets: dict[str, str] = {}
        self.socket: ClientConnection | None = None

    async def open(self) -> None:
        address = f"ws://localhost:{self.server.port}/_stcore/stream"
        self.socket = await connect(address, subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]  # a plain name
        await self._run()
        await self._run((BLOCK, [BLOCK[1]]))
        if TAG[0] not in self.widgets:
            self.result.troubles.append("the draft did not open")

    async def work(self, end: float) -> None:
        await asyncio.sleep(random.uniform(0, PAUSE))  # nobody types in step
        number = 0
        while time.monotonic() < end and TAG[0] in self.widgets:
            number += 1
            start = time.perf_counter()
            await self._run((TAG, [TAG[1]] if number % 2 == 0 else []))
            self.result.times.append(time.perf_counter() - start)
            await asyncio.sleep(PAUSE)

    async def close(self) -> None:
        if self.socket:
            await self.socket.close()

    async def _run(self, change: tuple[tuple[str, str], list[str]] | None = None) -> None:
        """Ask for a run of the page, with a choice made or none, and wait for its end."""
        if self.socket is None:
            raise RuntimeError("not open yet")
        message = BackMsg()
        message.rerun_script.query_string = f"draft={self.key}&lang=de"
        if change is not None:
            (place, _), chosen = change
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self.widgets.get(place, "")
            state.string_array_value.data[:] = chosen
        await self.socket.send(message.SerializeToString())
        started = False
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(await asyncio.wait_for(self.socket.recv(decode=False), 60))
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                started = True
            elif kind == "delta":
                self._look(answer)
            elif kind == "script_finished" and started:
                return

    def _look(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        kind = element.WhichOneof("type") if answer.delta.HasField("new_element") else ""
        if kind == "button_group":
            for place, _ in (BLOCK, TAG):
                if place in element.button_group.id:
                    self.widgets[place] = element.button_group.id
        elif kind == "exception":
            self.result.troubles.append(element.exception.message)
