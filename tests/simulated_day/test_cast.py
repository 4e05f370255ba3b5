from scripts.bench.day.cast import ASKS, HOUR_S, HOW_LONG, NEVER_MIND, in_outage, shifts, visits


def test_a_seed_gives_the_same_day_again() -> None:
    assert visits(50, seed=3) == visits(50, seed=3) != visits(50, seed=4)


def test_most_come_in_the_morning_and_in_order() -> None:
    hours = [visit.at / HOUR_S for visit in visits(300, seed=1)]
    assert hours == sorted(hours)
    assert sum(9 <= hour < 11 for hour in hours) > 300 / 3


def test_at_noon_most_of_the_desk_is_away() -> None:
    staff = shifts(300)
    at = {hour: sum(shift.on_duty(hour * HOUR_S) for shift in staff) for hour in (7, 10, 12.5, 18.75)}
    assert at == {7: 0, 10: 7, 12.5: 3, 18.75: 3}


def test_a_smaller_day_has_fewer_people() -> None:
    assert len(shifts(120)) == 3


def test_the_outage_takes_twenty_minutes() -> None:
    assert sum(in_outage(60.0 * minute) for minute in range(24 * 60)) == 20


def test_all_four_languages_have_their_words() -> None:
    assert ASKS.keys() == HOW_LONG.keys() == NEVER_MIND.keys()
