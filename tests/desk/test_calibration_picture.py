import pytest

from bot.desk.calibration_picture import BARS_FOOT, LEFT, RIGHT, bars, dots, percent
from bot.vocabulary import Outcome
from bot.waits.truth import Lateness, Record, Share


def record(held: int, of: int, likely: Share | None = None) -> Record:
    nothing = Lateness(0, 0, 0, None, None, None)
    return Record(of, dict.fromkeys(Outcome, 0), likely or Share(0, 0, 0.5), Share(held, of, 0.9), nothing)


@pytest.mark.parametrize(("share", "said"), [(0.8999, 89), (0.9, 90), (0.29, 29), (1.0, 100), (0.0, 0)])
def test_a_share_is_rounded_down_so_that_nothing_looks_truer_than_it_is(share: float, said: int) -> None:
    assert percent(share) == said


def test_a_mark_lies_where_its_share_is_with_its_uncertainty_around() -> None:
    picture = dots([("all", record(5, 10, likely=Share(10, 10, 0.5)))])
    latest, likely = picture.rows[0].marks
    assert (latest.kind, latest.x, latest.percent) == ("latest", (LEFT + RIGHT) / 2, 50)
    assert LEFT < latest.low < latest.x < latest.high < RIGHT
    assert (likely.kind, likely.x, likely.high) == ("likely", RIGHT, RIGHT)


def test_a_group_without_an_outcome_has_no_row_and_no_mark_stands_for_nothing() -> None:
    picture = dots([("all", record(9, 10)), ("crisis", record(0, 0))])
    assert [(row.label, len(row.marks)) for row in picture.rows] == [("all", 1)]
    assert dots([]).rows == ()


def test_rows_do_not_touch_and_all_is_inside() -> None:
    picture = dots([(name, record(9, 10, Share(5, 10, 0.5))) for name in ("all", "crisis", "priority", "normal")])
    depths = [mark.y for row in picture.rows for mark in row.marks]
    assert depths == sorted(depths) and max(depths) < picture.foot < picture.height


def test_a_bar_is_as_high_as_its_share() -> None:
    picture = bars({9: record(20, 20), 10: record(10, 20), 11: record(1, 2), 12: record(0, 0)})
    full, half, few = picture.bars
    assert (full.hour, full.verdict, half.verdict, few.verdict) == (9, "good", "bad", "unsure")
    assert full.height == 2 * half.height and full.y + full.height == BARS_FOOT
    assert full.y < picture.aim_y < half.y and full.x + full.width < half.x
