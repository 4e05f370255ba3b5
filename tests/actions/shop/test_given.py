"""Whatever was typed or pasted can be looked up."""

from actions.shop.given import plain_email, plain_number, storable


def test_what_no_record_can_hold_is_left_out() -> None:
    assert storable("FL-1\x0000\ud80009") == "FL-10009"


def test_an_email_is_compared_as_people_mean_it() -> None:
    assert plain_email("  Anna@Example.COM\0 ") == "anna@example.com"


def test_an_order_number_is_compared_as_people_write_it() -> None:
    assert plain_number(" #FL-10009") == plain_number("fl-10009 ") == "fl-10009"
