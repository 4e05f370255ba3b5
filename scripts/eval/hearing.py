"""What the trained model makes of messages: the code of `firstline understand`, in this process."""

import asyncio
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bot.cli import lean
from bot.understanding.classifier import FALLBACK, SECOND_INTENT
from bot.understanding.confidence import OUT_OF_SCOPE
from bot.understanding.understand import understand

CORES = min(os.cpu_count() or 1, 4)


@dataclass(frozen=True)
class Heard:
    """One message. best: the best learned intent before any fallback, None without words; sure: its confidence 0-1."""

    intent: str
    confidence: float
    best: str | None
    sure: float
    second: str | None
    language: str | None
    frustration: float
    abuse: float
    severity: int
    wants_human: bool

    @property
    def refused(self) -> bool:
        return self.intent in (FALLBACK, OUT_OF_SCOPE)


def hear(model: Path, texts: Iterable[str]) -> dict[str, Heard]:
    """Each text as the first message of a conversation. A process a core: one message keeps one core busy."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for the processes started here
    unique = list(dict.fromkeys(texts))
    parts = [unique[n::CORES] for n in range(CORES)]
    with ProcessPoolExecutor(CORES, get_context("spawn"), initializer=lean) as pool:
        answers = list(pool.map(_hear, repeat(model), parts))
    return {text: one for part, told in zip(parts, answers, strict=True) for text, one in zip(part, told, strict=True)}


def _hear(model: Path, texts: list[str]) -> list[Heard]:
    from bot.conversation.dialogue import Dialogue

    async def listen() -> list[Heard]:
        dialogue = Dialogue(model, {}, session_turns_max=1)
        return [heard(await dialogue.understand(text)) for text in texts]

    return asyncio.run(listen())


def heard(parse: Mapping[str, Any]) -> Heard:
    understood, ranking = understand(parse), parse["intent_ranking"]
    return Heard(
        understood["intent"] or FALLBACK,
        understood["confidence"],
        ranking[0]["name"] if ranking else None,
        ranking[0]["confidence"] if ranking else 0.0,
        (parse.get(SECOND_INTENT) or {}).get("name"),
        understood["language"],
        understood["frustration"],
        understood["abuse"],
        understood["severity"],
        understood["wants_human"],
    )
