"""What understanding a message costs: milliseconds over the held-back messages, and memory beside an empty Rasa.

In a process of its own, one thread for linear algebra as when serving.
"""

import asyncio
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from bot.cli import lean_to_serve
from scripts.bench import processes
from scripts.bench.figures import Row, Target, percentile
from scripts.eval import heldback

WARM = 50
EVERY = 3  # of the held-back messages: every kind and language, some 1,000


@dataclass(frozen=True)
class Cost:
    """Of one message after the other, none heard before."""

    seconds: list[float]
    memory_mb: float

    def rows(self) -> list[Row]:
        return [
            Row("understanding p50", "ms", 1000 * percentile(self.seconds, 0.5), None, Target(6, "value")),
            Row("understanding p99", "ms", 1000 * percentile(self.seconds, 0.99), None, Target(15, "value")),
            Row("understanding, memory", "MB", self.memory_mb, None, Target(250, "value")),
        ]


def cost(model: Path, texts: list[str] | None = None) -> Cost:
    """texts: to be understood; the held-back messages when not given."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for the process started here
    said = texts or [wish.text for wish in heldback.wishes()] + [feeling.text for feeling in heldback.feelings()]
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=lean_to_serve) as pool:
        return pool.submit(_measure, model, said[:: 1 if texts else EVERY]).result()


def _measure(model: Path, texts: list[str]) -> Cost:
    from bot.conversation.dialogue import Dialogue

    before = processes.memory([os.getpid()]).rss_mb  # Rasa is in memory, the model is not

    async def listen() -> list[float]:
        dialogue = Dialogue(model, {}, session_turns_max=1)
        for text in texts[:WARM]:
            await dialogue.understand(f"well, {text}")
        return [await _timed(dialogue, text) for text in texts]

    async def _timed(dialogue: Dialogue, text: str) -> float:
        started = time.perf_counter()
        await dialogue.understand(text)
        return time.perf_counter() - started

    seconds = asyncio.run(listen())
    return Cost(seconds, processes.memory([os.getpid()]).rss_mb - before)
