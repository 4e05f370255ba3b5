import pytest

from bot.incidents.incident import Affects, Who

LATE = Who(frozenset({"late_delivery"}), "pl", frozenset({"FL-1"}))


@pytest.mark.parametrize(
    ("affects", "covered"),
    [
        ({}, True),
        ({"topics": {"late_delivery", "track_order"}}, True),
        ({"topics": {"get_invoice"}}, False),
        ({"languages": {"pl", "cs"}}, True),
        ({"languages": {"en"}}, False),
        ({"orders": {"FL-1"}}, True),
        ({"orders": {"FL-2"}}, False),
        ({"topics": {"late_delivery"}, "languages": {"en"}}, False),
    ],
)
def test_every_condition_that_is_given_has_to_hold(affects: dict[str, set[str]], covered: bool) -> None:
    assert Affects(**{name: frozenset(of) for name, of in affects.items()}).covers(LATE) is covered


def test_orders_are_compared_as_people_write_them() -> None:
    affects = Affects(orders=frozenset({"#fl-10009", "FL-10008"}))
    assert affects.covers(Who(frozenset(), "en", orders=frozenset({"FL-10009"})))
    assert not affects.covers(Who(frozenset(), "en", orders=frozenset({"FL-1000"})))
