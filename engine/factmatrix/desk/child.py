"""One process in which an engine answers, as the app sees it."""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import cast

from factmatrix.desk.messages import LENGTH, Answer, Question, Setting, packed
from factmatrix.plugins.running import Running, running

ANSWER_LIMIT = 60.0
"""Seconds for what is no plugin's: a folder on a slow disk."""
_LOOKS = 8
"""So often in the time that a plugin has, it is looked at whether it has come back."""
_PROGRAM = "from factmatrix.desk.serving import main; main()"


class NoAnswer(Exception):
    """No answer came: the process ended with `code`, or nothing came back within `seconds`.

    Where both are None, what came was no answer. `running` tells whose code ran last.
    """

    def __init__(
        self, running: Running, *, code: int | None = None, seconds: float | None = None
    ) -> None:
        super().__init__(running, code, seconds)
        self.running = running
        self.code = code
        self.seconds = seconds


class Child:
    """A process that loads an engine when it is started and answers one question at a time.

    `answered` says whether it ever has.
    """

    def __init__(self, process: Process, setting: Setting, note: Path) -> None:
        self.answered = False
        self._given_up = asyncio.get_running_loop().create_future()
        self._process = process
        self._setting = setting
        self._note = note

    @property
    def process_id(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def given_up(self) -> bool:
        """Whether nobody waits for its answer any more."""
        return self._given_up.done()

    def give_up(self) -> None:
        """Nobody waits any more: what is being asked raises NoAnswer now."""
        if not self.given_up:
            self._given_up.set_result(None)

    @property
    def loading(self) -> str:
        """The plugin that it is loading now, "" for none."""
        now = running(self._note)
        return now.plugin if now.loading else ""

    @classmethod
    async def start(cls, setting: Setting) -> Child:
        """Start a process; raises OSError where the system allows none."""
        descriptor, name = tempfile.mkstemp(prefix="factmatrix-")
        os.close(descriptor)
        # -P: a module in the folder of the brands is never taken for one of Python's own.
        command = (sys.executable, "-P", "-c", _PROGRAM, name)
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
            )
        except OSError:
            os.unlink(name)
            raise
        assert process.stdin is not None
        process.stdin.write(packed(setting))
        return cls(process, setting, Path(name))

    async def ask(self, question: Question) -> Answer:
        """The answer; raises NoAnswer where none comes and what pickle raises for a question."""
        message = packed(question)
        exchange = asyncio.create_task(self._exchange(message))
        try:
            await self._watch_over(exchange)
            answer = await exchange
        except (asyncio.IncompleteReadError, ConnectionError):
            code = await self._process.wait()
            raise NoAnswer(running(self._note), code=code) from None
        finally:
            exchange.cancel()
        self.answered = True
        return answer

    async def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
        await self._process.communicate()
        with suppress(OSError):
            self._note.unlink()

    async def _exchange(self, message: bytes) -> Answer:
        read, write = self._process.stdout, self._process.stdin
        assert read is not None
        assert write is not None
        write.write(message)
        await write.drain()
        (length,) = LENGTH.unpack(await read.readexactly(LENGTH.size))
        body = await read.readexactly(length)
        try:
            return cast(Answer, pickle.loads(body))
        except Exception as error:  # somebody else wrote into the pipe
            raise NoAnswer(running(self._note)) from error

    async def _watch_over(self, exchange: asyncio.Task[Answer]) -> None:
        """Returns when there is an answer; raises NoAnswer for code that ran too long, or given up.

        Looks are counted, not seconds: a computer that slept has looked once.
        """
        interval = self._setting.plugin_limit / _LOOKS
        before, looks = running(self._note), 0
        both = {exchange, self._given_up}
        while True:
            await asyncio.wait(both, timeout=interval, return_when=asyncio.FIRST_COMPLETED)
            if exchange.done():
                return
            now = running(self._note)
            if self.given_up:
                raise NoAnswer(now)
            looks = looks + 1 if now == before else 0
            before = now
            limit = self._limit(now)
            if looks * interval >= limit:
                raise NoAnswer(now, seconds=limit)

    def _limit(self, now: Running) -> float:
        if not now.plugin:
            return ANSWER_LIMIT
        return self._setting.loading_limit if now.loading else self._setting.plugin_limit
