"""The engine in a process of its own, asked from an asyncio program.

A plugin can hang, use up the processor or end its process; here that costs one answer. The process
is ended and started again, the plugin is left out of the question, and after a few times out of
all questions.
"""

from __future__ import annotations

import asyncio
import heapq
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from factmatrix.desk.desk import Desk
from factmatrix.desk.serving import LENGTH, Answer, Asking, Question, Setting
from factmatrix.text import Text

P = ParamSpec("P")
T = TypeVar("T")

PLUGIN_LIMIT = 2.0
"""Seconds that a plugin may take for one answer."""
LOADING_LIMIT = 10.0
"""Seconds that a plugin may take to be loaded: big libraries are slow to import."""
ANSWER_LIMIT = 60.0
"""Seconds for what is no plugin's: a folder on a slow disk."""
STRIKES = 3
"""After so many failures in a session a plugin is not asked any more."""
_PROGRAM = "from factmatrix.desk.serving import main; main()"


class EngineLost(Exception):
    """The engine's process ended or did not answer, and no plugin is to blame."""


@dataclass(order=True)
class _Waiting:
    """A question in the queue: the urgent first, then as they came."""

    later: bool
    number: int
    question: Question = field(compare=False)
    answer: asyncio.Future[Any] = field(compare=False)


class EngineProcess:
    """Asks a `Desk` in another process; one question at a time, the urgent first.

    `suspended` are the plugins that are not asked any more in this session, and why. Use it as an
    asynchronous context manager: on leaving, the process is ended, whatever it is doing.
    """

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.suspended: dict[str, Text] = {}
        self._strikes: Counter[str] = Counter()
        self._queue: list[_Waiting] = []
        self._numbers = count()
        self._asked = asyncio.Event()
        self._process: Process | None = None
        self._loaded = False
        self._answering: asyncio.Task[None] | None = None

    async def __aenter__(self) -> EngineProcess:
        self._answering = asyncio.create_task(self._answer_all())
        return self

    async def __aexit__(self, *error: object) -> None:
        if self._answering:
            self._answering.cancel()
        for waiting in self._queue:
            waiting.answer.cancel()
        await self._end()

    async def ask(
        self, method: Callable[Concatenate[Desk, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The answer of a method of the desk; raises what the method raises, or EngineLost."""
        return cast(T, await self._put(Question(method.__name__, args, kwargs), later=False))

    async def ask_later(
        self, method: Callable[Concatenate[Desk, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `ask`, for what can wait until nothing else is asked."""
        return cast(T, await self._put(Question(method.__name__, args, kwargs), later=True))

    async def _put(self, question: Question, *, later: bool) -> object:
        answer = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, _Waiting(later, next(self._numbers), question, answer))
        self._asked.set()
        return await answer

    async def _answer_all(self) -> None:
        await self._start(self.suspended)  # before the first question: it takes a while
        while True:
            while not self._queue:
                self._asked.clear()
                await self._asked.wait()
            waiting = heapq.heappop(self._queue)
            if waiting.answer.cancelled():
                continue
            answer = await self._answer_to(waiting.question)
            if waiting.answer.done():
                continue
            if answer.error is not None:
                waiting.answer.set_exception(answer.error)
            else:
                waiting.answer.set_result(answer.value)

    async def _answer_to(self, question: Question) -> Answer:
        """Ask until there is an answer, without the plugins that gave none."""
        skipped = dict(self.suspended)
        while True:
            if self._process is None:
                await self._start(skipped)
            try:
                answer = await self._exchange(question)
            except _NoAnswer as failure:
                await self._end()
                if failure.plugin is None or failure.plugin in skipped:
                    return Answer(error=EngineLost(failure.reason.en))
                self._strike(failure.plugin, failure.reason)
                skipped[failure.plugin] = failure.reason
                continue
            if skipped != self.suspended:  # the next question may ask the plugin again
                await self._end()
            return answer

    def _strike(self, plugin: str, reason: Text) -> None:
        self._strikes[plugin] += 1
        if self._strikes[plugin] >= STRIKES or not self._loaded:
            self.suspended[plugin] = Text(
                f"{reason.en} It is switched off until the program is started again.",
                f"{reason.zh}本次运行期间已将其停用。",
            )

    async def _exchange(self, question: Question) -> Answer:
        assert self._process is not None
        assert self._process.stdin is not None
        plugin: str | None = None
        packed = pickle.dumps(question, pickle.HIGHEST_PROTOCOL)
        try:
            self._process.stdin.write(LENGTH.pack(len(packed)) + packed)
            await self._process.stdin.drain()
            while True:
                message = await asyncio.wait_for(self._message(), self._limit(plugin))
                if isinstance(message, Answer):
                    self._loaded = True
                    return message
                plugin = message.plugin or None
        except TimeoutError:
            raise _NoAnswer(plugin, _too_slow(self._limit(plugin))) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise _NoAnswer(plugin, _ENDED) from None

    def _limit(self, plugin: str | None) -> float:
        if plugin is None:
            return ANSWER_LIMIT
        return PLUGIN_LIMIT if self._loaded else LOADING_LIMIT

    async def _message(self) -> Answer | Asking:
        assert self._process is not None
        assert self._process.stdout is not None
        (length,) = LENGTH.unpack(await self._process.stdout.readexactly(LENGTH.size))
        return cast(Answer | Asking, pickle.loads(await self._process.stdout.readexactly(length)))

    async def _start(self, skipped: Mapping[str, Text]) -> None:
        self._loaded = False
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _PROGRAM, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
        setting = replace(self.setting, skipped={**self.setting.skipped, **skipped})
        packed = pickle.dumps(setting, pickle.HIGHEST_PROTOCOL)
        assert self._process.stdin is not None
        self._process.stdin.write(LENGTH.pack(len(packed)) + packed)

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()


class _NoAnswer(Exception):
    """No answer came; `plugin` is whose code ran last, if any."""

    def __init__(self, plugin: str | None, reason: Text) -> None:
        super().__init__(reason.en)
        self.plugin = plugin
        self.reason = reason


_ENDED = Text("It ended its process.", "它使所在进程意外退出。")


def _too_slow(seconds: float) -> Text:
    return Text(
        f"It gave no answer within {seconds:g} seconds.", f"它在 {seconds:g} 秒内没有给出结果。"
    )
