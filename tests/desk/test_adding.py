import asyncio
import io
from pathlib import Path

import asyncpg
import pytest

from bot.desk.adding import add
from bot.desk.users import BadUser, check
from bot.settings import Settings
from bot.store import embedded, postgres


def _typed(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(line))


def test_a_person_can_be_added_before_the_first_run_and_nothing_is_left_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _typed(monkeypatch, "a long enough password\n")
    user = add(Settings(var=tmp_path), "ola", "Ola Nowak")
    assert (user.name, user.display_name) == ("ola", "Ola Nowak")
    assert not embedded.EmbeddedPostgres(tmp_path / "postgres").is_alive()


def test_a_record_that_is_running_keeps_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = embedded.EmbeddedPostgres(tmp_path / "postgres")
    postgres.migrate(record.start())
    try:
        _typed(monkeypatch, "a long enough password\n")
        add(Settings(var=tmp_path), "ola", "Ola")
        assert record.is_alive()
    finally:
        record.stop()


async def test_an_outside_record_is_used_where_one_is_named(
    database_url: str, pool: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    _typed(monkeypatch, "a long enough password\n")
    await asyncio.to_thread(add, Settings(database_url=database_url), "added-outside", "Ewa")
    assert await check(pool, "added-outside", "a long enough password") is not None


def test_a_short_password_is_refused_in_words(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _typed(monkeypatch, "short\n")
    with pytest.raises(BadUser, match="10-200 characters"):
        add(Settings(database_url=database_url), "added-outside-2", "Ewa")
