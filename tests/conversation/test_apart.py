"""One customer's trouble is nobody else's, and is told without their words."""

import logging

import pytest

from bot.conversation.apart import apart
from bot.conversation.outbox import Stale


def test_an_error_is_logged_without_what_it_quotes(caplog: pytest.LogCaptureFixture) -> None:
    quoted = "anna@example.com"
    with caplog.at_level(logging.ERROR), apart("a gesture") as done:
        raise ValueError(quoted)
    assert done.failed
    assert "a gesture failed for one customer: ValueError" in caplog.text and quoted not in caplog.text


def test_who_was_faster_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    with apart("a gesture") as done:
        raise Stale("moved on", "bot")
    assert not done.failed and not caplog.text


def test_an_outage_is_everybodys() -> None:
    with pytest.raises(ConnectionRefusedError), apart("a gesture"):
        raise ConnectionRefusedError
