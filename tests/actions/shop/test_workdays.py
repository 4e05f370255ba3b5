from datetime import date

import pytest

from actions.shop.workdays import add_workdays

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("count", "day"),
    [(0, FRIDAY), (1, date(2026, 11, 23)), (5, date(2026, 11, 27)), (6, date(2026, 11, 30))],
)
def test_weekends_do_not_count(count: int, day: date) -> None:
    assert add_workdays(FRIDAY, count) == day


def test_from_a_saturday_the_first_working_day_is_monday() -> None:
    assert add_workdays(date(2026, 11, 21), 1) == date(2026, 11, 23)
