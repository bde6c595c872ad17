"""The engine in a process of its own, asked from an asyncio program.

A plugin can hang, use up the processor or end its process; here that costs one answer of that
plugin. The process is ended and started again, the plugin is left out of the question, and after a
few times out of all questions.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from factmatrix.desk.child import Child, NoAnswer
from factmatrix.desk.messages import EngineLost, Question, Setting
from factmatrix.plugins.running import STRIKES, Running, ended, too_slow
from factmatrix.plugins.timing import Calls, add_calls
from factmatrix.system_errors import reason
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.desk.desk import Desk

P = ParamSpec("P")
T = TypeVar("T")
Item = TypeVar("Item")

_STOPPED = Text(
    "Stopped before there was an answer. What you entered is still here.",
    "没有等到结果，已停止。你填写的内容都还在。",
)


class _Divided(Exception):
    """A plugin did not come back from a question that can be asked in parts."""


class Awaited(NamedTuple):
    """The method of the desk that all wait for, and since when, on `time.monotonic`."""

    method: str
    since: float


@dataclass(order=True)
class _Waiting:
    """A question in the queue: the urgent first, then as they came."""

    later: bool
    number: int
    question: Question = field(compare=False)
    answer: asyncio.Future[Any] = field(compare=False)


class EngineProcess:
    """Asks a `Desk` in another process; one question at a time, the urgent first.

    `suspended` are the plugins (entry-point name or id) that are not asked any more in this
    session, and why; `calls` are those of each position in it so far; `awaited` is what is being
    answered, None while nothing is. Use it as an asynchronous context manager: the engine begins to
    load on entering; on leaving, its process is ended, whatever it is doing.
    """

    def __init__(self, setting: Setting) -> None:
        self.suspended: dict[str, Text] = {}
        self.calls: dict[str, Calls] = {}
        self._setting = setting
        self._strikes: Counter[str] = Counter()
        self._queue: list[_Waiting] = []
        self._numbers = count()
        self._asked = asyncio.Event()
        self._child: Child | None = None
        self._answering: asyncio.Task[None] | None = None
        self.awaited: Awaited | None = None

    async def __aenter__(self) -> EngineProcess:
        with suppress(EngineLost):  # the first question says it
            await self._started()
        self._answering = asyncio.create_task(self._answer_all())
        return self

    async def __aexit__(self, *error: object) -> None:
        if self._answering:
            self._answering.cancel()
            await asyncio.wait({self._answering})
        while self._queue:
            self._queue.pop().answer.cancel()
        await self._end()

    @property
    def process(self) -> int | None:
        """The number of the process that answers now, None while there is none."""
        return self._child.process_id if self._child else None

    @property
    def loading(self) -> str:
        """The plugin whose loading all questions wait for now, "" for none."""
        return self._child.loading if self._child else ""

    @property
    def loading_limit(self) -> float:
        """Seconds after which a plugin that is still being loaded is switched off."""
        return self._setting.loading_limit

    def stop(self) -> None:
        """Give up all that was asked until now: who waits for an answer is told EngineLost.

        What was being done may have been done by then, or not; a file that was being saved is
        whole.
        """
        while self._queue:
            answer = self._queue.pop().answer
            if not answer.done():
                answer.set_exception(EngineLost(_STOPPED))
        if self._child and self.awaited:
            self._child.give_up()

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

    async def ask_each(
        self,
        method: Callable[Concatenate[Desk, Sequence[Item], P], tuple[T, ...]],
        items: Sequence[Item],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[T, ...]:
        """As `ask_later`, about several things together while every plugin comes back from them.

        Where one does not, they are asked about one by one, so that it costs no answer but its own.
        """
        divisible = len(items) > 1
        question = Question(method.__name__, (items, *args), kwargs, divisible=divisible)
        try:
            return cast(tuple[T, ...], await self._put(question, later=True))
        except _Divided:
            each = [await self.ask_each(method, [item], *args, **kwargs) for item in items]
            return tuple(answer for answers in each for answer in answers)

    async def _put(self, question: Question, *, later: bool) -> object:
        answer = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, _Waiting(later, next(self._numbers), question, answer))
        self._asked.set()
        return await answer

    async def _answer_all(self) -> None:
        while True:
            while not self._queue:
                self._asked.clear()
                await self._asked.wait()
            waiting = heapq.heappop(self._queue)
            if waiting.answer.cancelled():
                continue
            self.awaited = Awaited(waiting.question.method, monotonic())
            try:
                value = await self._answer_to(waiting.question)
            except Exception as error:
                if not waiting.answer.done():
                    waiting.answer.set_exception(error)
            except asyncio.CancelledError:
                waiting.answer.cancel()
                raise
            else:
                if not waiting.answer.done():
                    waiting.answer.set_result(value)
            finally:
                self.awaited = None

    async def _answer_to(self, question: Question) -> object:
        """Ask until there is an answer, without the plugins that gave none."""
        skipped = dict(self.suspended)
        while True:
            child = await self._started()
            worked = child.answered
            try:
                answer = await child.ask(replace(question, skipped=skipped))
            except NoAnswer as failure:
                await self._end()
                if child.given_up:
                    raise EngineLost(_STOPPED) from None
                plugin = failure.running.plugin
                if plugin and question.divisible:
                    raise _Divided from None
                if plugin and plugin not in skipped:
                    skipped[plugin] = _plugins_failure(failure)
                    self._strike(failure.running, skipped[plugin])
                elif plugin or not worked or failure.code is None:
                    raise EngineLost(_engines_failure(failure)) from None
                # else: it ended between two questions, perhaps for want of memory
            else:
                add_calls(self.calls, answer.calls)
                if answer.error is not None:
                    raise answer.error
                return answer.value

    def _strike(self, running: Running, reason: Text) -> None:
        plugin = running.plugin
        self._strikes[plugin] += 1
        if running.loading:
            unloadable = {**self._setting.unloadable, plugin: reason}
            self._setting = replace(self._setting, unloadable=unloadable)
        if running.loading or self._strikes[plugin] >= STRIKES:
            self.suspended[plugin] = Text(
                f"{reason.en} It is switched off until the program is started again.",
                f"{reason.zh}在程序重新启动前已将其停用。",
            )

    async def _started(self) -> Child:
        if self._child is None:
            try:
                self._child = await Child.start(self._setting)
            except OSError as error:
                raise EngineLost(_no_process(error)) from error
        return self._child

    async def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            await child.end()


def _plugins_failure(failure: NoAnswer) -> Text:
    if failure.seconds is not None:
        return too_slow(failure.seconds)
    if failure.code is not None:
        return ended(failure.code)
    return Text("It wrote into the engine's answer.", "它破坏了引擎的回答。")


def _engines_failure(failure: NoAnswer) -> Text:
    if failure.seconds is not None:
        return Text(
            f"The engine gave no answer within {failure.seconds:g} seconds. "
            "Check whether the disk or network drive of the profiles answers, then try again.",
            f"引擎在 {failure.seconds:g} 秒内没有给出结果。"
            "请确认档案所在的磁盘或网络盘可以访问，然后重试。",
        )
    return Text(
        "The engine's process ended unexpectedly. It is started again with the next change.",
        "引擎进程意外退出，下次修改时会重新启动。",
    )


def _no_process(error: OSError) -> Text:
    why = reason(error)
    return Text(
        f"The engine's process could not be started: {why.en}", f"无法启动引擎进程：{why.zh}"
    )
