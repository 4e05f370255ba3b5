import asyncio
import io
import json
from typing import Any

import pytest

from bot.conversation.answering import answer_lines
from bot.service import Firstline
from bot.settings import Settings
from bot.training import ensure_model


@pytest.fixture(scope="module")
async def answers(firstline: Firstline) -> list[dict[str, Any]]:
    asked = [
        '{"text": "where is my order FL-10001?"}',
        "",
        '{"text": "ok", "history": ["this is ridiculous, worst service ever"]}',
        "not json",
        '{"text": 5}',
        '["text"]',
        '{"text": "ok", "history": ["gdzie jest moja paczka"]}',
        '{"text": "dzień dobry"}',
    ]
    out = io.StringIO()
    await asyncio.to_thread(answer_lines, ensure_model(Settings.from_env().var), io.StringIO("\n".join(asked)), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


async def test_a_line_in_a_line_out(answers: list[dict[str, Any]]) -> None:
    assert len(answers) == 7
    first = answers[0]
    assert (first["intent"], first["language"], first["severity"]) == ("track_order", "en", 0)
    assert [entity["value"] for entity in first["entities"]] == ["FL-10001"]


async def test_the_history_counts(answers: list[dict[str, Any]]) -> None:
    assert answers[1]["frustration_smoothed"] > answers[1]["frustration"] + 0.1
    assert "frustration_smoothed" not in answers[0]


async def test_the_conversation_remembers_its_language(answers: list[dict[str, Any]]) -> None:
    assert answers[5]["language"] == "pl"


async def test_a_line_that_cannot_be_read_stops_nothing(answers: list[dict[str, Any]]) -> None:
    assert ["error" in answer for answer in answers] == [False, False, True, True, True, False, False]
    assert answers[-1]["language"] == "pl"
