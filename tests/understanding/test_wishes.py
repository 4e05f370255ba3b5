from collections.abc import Sequence

from bot.understanding.intents import Ranked
from bot.understanding.wishes import SMALL_TALK, parts_tell, weigh


def sure(intent: str, confidence: float = 0.95, **others: float) -> list[Ranked]:
    ranked = [Ranked(intent, confidence), *(Ranked(name, value) for name, value in others.items())]
    return sorted(ranked, key=lambda r: -r.confidence)


def said(whole: Sequence[Ranked], *parts: Sequence[Ranked]) -> tuple[str, str | None]:
    wishes = weigh(whole, parts)
    return wishes.ranking[0].intent, wishes.second.intent if wishes.second else None


def test_the_wish_named_first_comes_first_though_the_whole_sounds_like_the_other() -> None:
    whole = sure("get_refund", 0.6, damaged_item=0.4)
    assert said(whole, sure("damaged_item"), sure("get_refund")) == ("damaged_item", "get_refund")


def test_a_background_that_is_no_clear_wish_does_not_lead() -> None:
    whole = sure("set_up_shipping_address", 0.9, create_account=0.02)
    background = sure("create_account", 0.5)
    assert said(whole, background, sure("out_of_scope"), sure("set_up_shipping_address", 0.5))[0] == (
        "set_up_shipping_address"
    )


def test_a_greeting_is_no_wish() -> None:
    assert said(sure("track_order"), sure("greet"), sure("track_order")) == ("track_order", None)


def test_two_parts_with_the_same_wish_are_one() -> None:
    assert said(sure("track_order", 0.7), sure("track_order"), sure("track_order")) == ("track_order", None)


def test_an_unsure_second_wish_is_none() -> None:
    assert said(sure("track_order"), sure("track_order"), sure("get_invoice", 0.5)) == ("track_order", None)


def test_where_no_part_is_clear_the_whole_speaks() -> None:
    assert said(sure("late_delivery", 0.6), sure("greet", 0.9), sure("track_order", 0.3)) == ("late_delivery", None)


def test_the_second_wish_says_where_it_begins() -> None:
    wishes = weigh(sure("track_order"), [sure("greet"), sure("track_order"), sure("thank"), sure("get_invoice")])
    assert wishes.part == 3


def test_anger_before_a_problem_is_about_it() -> None:
    assert said(sure("late_delivery", 0.5), sure("complaint"), sure("late_delivery")) == ("late_delivery", None)


def test_late_and_where_is_it_are_one_matter() -> None:
    assert said(sure("late_delivery"), sure("late_delivery"), sure("track_order"))[1] is None


def test_parts_are_heard_only_where_small_talk_was_learned() -> None:
    assert parts_tell([*SMALL_TALK, "get_refund"])
    assert not parts_tell(["card_arrival", "greet"])
