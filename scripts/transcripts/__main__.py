"""Plays four stories with the real program and writes docs/transcripts: `python -m scripts.transcripts`."""

import asyncio
from pathlib import Path
from typing import Any

import asyncpg
import yaml

from bot.settings import ROOT
from scripts.bench import bots
from scripts.bench.people import open_desk
from scripts.transcripts.page import page
from scripts.transcripts.play import Stage
from scripts.transcripts.record import read
from scripts.transcripts.shop import sell_a_sofa

STORIES = Path(__file__).parent / "stories.yml"
PAGES = ROOT / "docs" / "transcripts"


async def main() -> None:
    """A record of its own under var/bench/transcripts; one person is at the desk all the time."""
    bot = await asyncio.to_thread(bots.ours_trained, "transcripts")
    async with bots.running(bot), open_desk(bot.port, bot.directory):
        server = f"postgresql://postgres@/postgres?host={bot.directory / 'postgres'}"
        connection = await asyncpg.connect(server)
        await sell_a_sofa(server)
        for language, story in yaml.safe_load(STORIES.read_text()).items():
            await _write(Stage(bot.port, bot.directory, connection), connection, language, story)
        await connection.close()


async def _write(stage: Stage, connection: asyncpg.Connection, language: str, story: dict[str, Any]) -> None:
    played = [await stage.play(f"{language}-{n}", steps) for n, steps in enumerate(story["conversations"], 1)]
    chapters = [await read(connection, conversation) for conversation in played]
    PAGES.mkdir(parents=True, exist_ok=True)
    file = PAGES / f"{language}.md"
    file.write_text(page(story["title"], story["about"], chapters))
    print(file.relative_to(ROOT))


asyncio.run(main())
