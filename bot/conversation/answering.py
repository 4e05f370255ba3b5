"""`firstline understand`: JSON lines in, what was understood of each out (DESIGN section 5)."""

import asyncio
import json
from pathlib import Path
from typing import Any, TextIO

from bot.conversation.context import in_context
from bot.conversation.dialogue import Dialogue
from bot.understanding.understand import understand


def answer_lines(model: Path, source: TextIO, target: TextIO) -> None:
    """{"text", "history"?: [earlier texts]} a line; a line that is none of that gets {"error"} and the rest goes on."""
    asyncio.run(_answer(Dialogue(model, {}, session_turns_max=1), source, target))


async def _answer(dialogue: Dialogue, source: TextIO, target: TextIO) -> None:
    for line in source:
        if line.strip():
            target.write(json.dumps(await _one(dialogue, line), ensure_ascii=False) + "\n")
            target.flush()


async def _one(dialogue: Dialogue, line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        text, history = asked["text"], asked.get("history") or []
        if not isinstance(text, str) or not all(isinstance(h, str) for h in history):
            raise TypeError("text and history are texts")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return {"error": f"not a line like {{'text': ...}}: {error}"}
    said: list[dict[str, Any]] = []
    for message in [*history, text]:
        said.append(in_context(await dialogue.understand(message), said))
    return understand(said[-1], said[:-1])
