from typing import Any

import pytest

from bot.waits.stated import StatedWait, stated_wait

DUE = "2026-11-23T11:12:00+00:00"


def quote(**figures: Any) -> dict[str, Any]:
    return {"lane": "normal", "point_s": None, "upper_s": None, "due_at": DUE, **figures}


def test_a_likely_time_lies_before_the_latest() -> None:
    said = stated_wait(quote(point_s=360.0, upper_s=720.0))
    assert said == StatedWait("normal", "2026-11-23T11:06:00+00:00")


@pytest.mark.parametrize(("point_s", "upper_s"), [(0.0, 120.0), (300.0, 300.0), (None, None)])
def test_where_the_words_name_only_the_latest_there_is_no_likely_time(point_s: Any, upper_s: Any) -> None:
    assert stated_wait(quote(point_s=point_s, upper_s=upper_s)) == StatedWait("normal")


def test_where_no_time_is_named_nothing_is_stated() -> None:
    assert stated_wait(quote(due_at=None)) is None
