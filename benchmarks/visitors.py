"""Many people at once: small clients that speak Streamlit's protocol over a websocket."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from advisor import editing
from advisor.canvas_file import read_canvas, write_canvas
from advisor.store.drafts import Drafts
from advisor.vocabulary import rules_folder
from benchmarks.serving import Server

SAMPLE = rules_folder() / "samples" / "uhrenatelier.de.yaml"
SIGNS_OF = "orientation_trait"
SIGNS = (
    "Schlanke Kostenstruktur",
    "Maximale Automatisierung",
    "Umfangreiches Outsourcing",
    "Niedriger Preis als Versprechen",
)

EVERY = 5.0  # seconds between two changes of one person
FEW, MANY = 10, 100
PATIENCE = 30.0  # seconds
FINDING = "Trägt die Kostenbasis das Premium-Versprechen?"


class VisitError(RuntimeError):
    """The page did not answer as it should."""


class Visitor:
    """One person with a draft open at its costs, who sets and unsets tags.

    The draft has a name of its own and no choice of tags comes twice: what the page remembers by
    text must not help here more than it helps people.
    """

    def __init__(self, socket: ClientConnection, draft: str) -> None:
        self._socket = socket
        self._draft = draft
        self._widgets: dict[str, str] = {}  # id by the end of it, our own key
        self._set = True
        self._changes = 0

    async def begin(self) -> None:
        """Open the draft and its costs, and make the first changes."""
        await self._run()
        await self._run(self._widget("picked", ["Kosten"]))
        await self.change()
        await self.change()

    async def change(self) -> None:
        """Toggle the tag the finding hangs on, and choose signs nobody chose before."""
        self._changes += 1
        self._set = not self._set
        tags = ["Kostenorientiert"] if self._set else []
        signs = [sign for place, sign in enumerate(SIGNS) if self._changes >> place & 1]
        changed = (
            self._widget("tags_cost_structure_cost_orientation", tags),
            self._widget(f"tags_cost_structure_{SIGNS_OF}", signs),
        )
        if await self._run(*changed) is not self._set:
            raise VisitError("the finding does not follow the tag")

    def _widget(self, key: str, value: list[str]) -> WidgetState:
        """Give what a choice of ours sends."""
        found = [name for short, name in self._widgets.items() if short.split("~")[0] == key]
        if not found:
            raise VisitError(f"no {key} on the page")
        state = WidgetState(id=found[-1])
        state.string_array_value.data.extend(value)
        return state

    async def _run(self, *changed: WidgetState) -> bool:
        """Have the script run; say whether the finding is shown as a card."""
        message = BackMsg()
        message.rerun_script.context_info.locale = "de-DE"
        message.rerun_script.query_string = f"draft={self._draft}&lang=de"
        message.rerun_script.widget_states.widgets.extend(changed)
        await self._socket.send(message.SerializeToString())
        shown = False
        async with asyncio.timeout(PATIENCE):
            while True:
                data = await self._socket.recv()
                answer = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
                kind = answer.WhichOneof("type")
                if kind == "script_finished":
                    if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                        raise VisitError(f"finished with {answer.script_finished}")
                    return shown
                if kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                    shown |= self._take(answer.delta.new_element)

    def _take(self, element: Message) -> bool:
        kind = element.WhichOneof("type") or ""
        inner = getattr(element, kind)
        if kind == "exception":
            raise VisitError(inner.message)
        if kind == "markdown":
            return f"**{FINDING}**" in inner.body.replace("\\", "")
        name = getattr(inner, "id", "")
        if name:  # $$ID-<hash>-<key>
            self._widgets[name.split("-", 2)[-1]] = name
        return False


@dataclass(slots=True)
class Crowd:
    """What came of it: seconds from change to finished, what went wrong, MB held by the server."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    few: float = 0.0
    many: float = 0.0
    after: float = 0.0

    @property
    def each(self) -> float:
        """MB per further session, as they are opened."""
        return (self.many - self.few) / (MANY - FEW)


async def crowd(server: Server, duration: float) -> Crowd:
    """Let a hundred people work on one server for some seconds."""
    result = Crowd()
    drafts = _drafts(server)
    async with asyncio.TaskGroup() as group:
        ready = asyncio.Event()
        start = [0.0]
        for number in range(MANY):
            opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            group.create_task(
                _visit(server, number, drafts[number], duration, opened, ready, start, result)
            )
            await opened
            if number + 1 == FEW:
                result.few = server.memory()
        result.many = server.memory()
        start[0] = time.perf_counter() + 1.0
        ready.set()
    result.after = server.memory()
    return result


def _drafts(server: Server) -> list[str]:
    """Keep a draft for everybody, each under another name, and give their keys."""
    canvas = read_canvas(SAMPLE.read_bytes(), SAMPLE.name).canvas
    store = Drafts(server.database)
    try:
        return [
            store.create(write_canvas(editing.rename(canvas, f"Uhren {number}"), "json"))
            for number in range(MANY)
        ]
    finally:
        store.close()


async def _visit(
    server: Server,
    number: int,
    draft: str,
    duration: float,
    opened: asyncio.Future[None],
    ready: asyncio.Event,
    start: list[float],
    result: Crowd,
) -> None:
    try:
        async with connect(server.stream, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]  # a NewType of str
            visitor = Visitor(socket, draft)
            await visitor.begin()
            opened.set_result(None)
            await ready.wait()
            due = start[0] + number * EVERY / MANY
            while due < start[0] + duration:
                await asyncio.sleep(due - time.perf_counter())
                await visitor.change()
                # from when it was due: somebody who waits does not make the next change sooner
                result.seconds.append(time.perf_counter() - due)
                due += EVERY
    except Exception as error:  # whatever it is, it is what somebody would have met
        result.errors.append(repr(error))
    finally:
        if not opened.done():
            opened.set_result(None)
