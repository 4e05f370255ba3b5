"""The choice between ways out, in words or with a button."""

from typing import Any

import pytest

from bot.policy.decision import Decision, State, decide, turn_is_over
from bot.policy.triggers import Thresholds
from bot.recovery.cases import Case
from bot.recovery.fair import fair_words
from bot.recovery.positions import place_words
from bot.vocabulary import CaseOutcome
from tests.policy.situations import KNOWN, state

CASE = Case(1, "damaged_item", "it is broken", 2, offered=("refund",), outcome=CaseOutcome.OFFERED)
OFFERED = {"topic": "damaged_item", "acknowledged": ("damaged_item",), "offer": "compensation"}


def hearing(text: str, intent: str = "nlu_fallback", **more: Any) -> State:
    facts = {**KNOWN, "case": CASE.slot()}
    return state(intent, **{**OFFERED, "text": text, "facts": facts, "fair": fair_words().read(text), **more})


def decided(text: str, intent: str = "nlu_fallback", **more: Any) -> Decision:
    return decide(hearing(text, intent, **more), Thresholds())


@pytest.mark.parametrize("intent", ["nlu_fallback", "get_refund", "return_item", "out_of_scope", "choose_remedy"])
def test_words_that_name_a_way_out_are_its_choice(intent: str) -> None:
    decision = decided("I'd like my money back", intent)
    assert (decision.action, decision.stage) == ("action_grant_remedy", "make good")
    assert decision.slots["wish"] == {"wishes": ["refund"]}
    assert decision.slots["case"]["wish"] == "refund"


def test_a_share_travels_to_the_action() -> None:
    assert decided("20 % off").slots["wish"] == {"wishes": ["partial_refund"], "share": "20"}


def test_the_same_words_before_anything_was_offered_are_no_choice() -> None:
    assert decided("I'd like my money back", "get_refund", offer=None).action != "action_grant_remedy"


def test_a_question_about_a_way_out_is_not_its_choice() -> None:
    assert decided("how long does a refund take", "check_refund_policy").action is None


@pytest.mark.parametrize(("text", "intent"), [("no", "deny"), ("not a refund", "nlu_fallback")])
def test_the_first_no_is_asked_what_would_be_fair(text: str, intent: str) -> None:
    decision = decided(text, intent)
    assert (decision.action, decision.slots["asked"]) == ("utter_ask_fair", "fair")
    assert decision.slots["case"]["rejections"] == 1


@pytest.mark.parametrize(("text", "intent"), [("no", "deny"), ("hmpf", "nlu_fallback"), ("no refund", "nlu_fallback")])
def test_the_second_no_is_a_persons(text: str, intent: str) -> None:
    decision = decided(text, intent, asked="fair")
    assert decision.action == "action_hand_over"
    assert decision.slots["handover"]["kind"] == "authority"


def test_what_would_be_fair_is_taken_at_its_word() -> None:
    assert decided("a voucher", asked="fair").action == "action_grant_remedy"


def test_a_yes_to_several_asks_which_once() -> None:
    assert decided("yes", "affirm").action == "utter_remedy_which"
    assert decided("yes", "affirm", asked="remedy", failed_turns=1).action == "action_hand_over"


def test_anger_and_a_wish_for_a_person_come_first() -> None:
    assert decided("my money back or I lose it", "get_refund", frustration=(0.8,)).action == "action_hand_over"
    assert decided("refund, and a person", "contact_human_agent", wants_human=True).action == "action_hand_over"


def test_what_the_action_may_not_decide_is_handed_over_in_the_same_turn() -> None:
    why = {"kind": "authority", "explanation": "the month's budget is empty"}
    done = ("action_grant_remedy",)
    facts = {**KNOWN, "needs_person": why}
    assert not turn_is_over(done, facts)
    decision = decide(state("choose_remedy", done=done, facts=facts, **OFFERED), Thresholds())
    assert (decision.action, decision.slots["handover"]) == ("action_hand_over", why)
    assert turn_is_over((*done, "action_hand_over"), facts)


def test_content_or_not_with_what_was_granted() -> None:
    for says, intent in (("yes", "affirm"), ("yes, thank you", "thank")):
        content = decided(says, intent, offer="solution")
        assert (content.action, content.slots["offer"]) == ("utter_solution_accepted", None)
    assert decided("no", "deny", offer="solution").action == "action_hand_over"


def test_a_problem_told_opens_its_case() -> None:
    told = state(
        "damaged_item", text="broken birthday gift", fair=fair_words().read("broken birthday gift"), severity=2
    )
    case = decide(told, Thresholds()).slots["case"]
    assert (case["problem"], case["severity"], case["occasion"], case["outcome"]) == ("damaged_item", 2, True, "open")


def late(intent: str, **more: Any) -> Decision:
    case = Case(
        1, "late_delivery", "late", 1, order_number="FL-10002", offered=("cancel",), outcome=CaseOutcome.OFFERED
    )
    facts = {"order_number": "FL-10002", "email": "anna@example.com", "case": case.slot(), **more.pop("told", {})}
    offered = {"topic": "late_delivery", "acknowledged": ("late_delivery",), "offer": "compensation"}
    return decide(state(intent, *more.pop("entities", ()), **{**offered, "facts": facts, **more}), Thresholds())


@pytest.mark.parametrize(("intent", "wish"), [("cancel_order", "cancel"), ("get_refund", "refund")])
def test_a_way_out_is_chosen_by_what_is_meant_too(intent: str, wish: str) -> None:
    """ "Cancel it then", "back the way it came": no word of these is in data/recovery/fair.yml."""
    decision = late(intent)
    assert (decision.action, decision.slots["wish"]) == ("action_grant_remedy", {"wishes": [wish]})


@pytest.mark.parametrize("text", ["cancel it", "please cancel the order"])
def test_a_wish_about_another_order_chooses_nothing_for_this_one(text: str) -> None:
    other = {"entities": ("order_number",), "told": {"order_number": "FL-10001"}}
    decision = late("cancel_order", text=text, fair=fair_words().read(text), **other)
    assert (decision.action, decision.slots["offer"]) == ("action_cancel_order", None)
    assert "case" not in decision.slots


@pytest.mark.parametrize(
    ("intent", "confidence"), [("track_order", 0.5), ("missing_parcel", 0.43), ("track_order", 1.0)]
)
def test_coming_back_to_the_parcel_finds_the_ways_out_on_the_table(intent: str, confidence: float) -> None:
    decision = late(intent, confidence=confidence, severity=1)
    assert (decision.action, decision.slots.get("topic", "late_delivery")) == ("action_track_order", "late_delivery")


def test_a_loss_told_anew_is_no_coming_back() -> None:
    assert late("missing_parcel", severity=2).action != "action_track_order"


def test_two_noes_of_somebody_who_only_asked_go_to_a_person_too() -> None:
    assert late("deny", topic="track_order").action == "utter_ask_fair"
    assert late("deny", topic="track_order", asked="fair").action == "action_hand_over"


THREE = Case(
    1, "damaged_item", "broken", 2, offered=("replacement", "part_refund", "refund"), outcome=CaseOutcome.OFFERED
)


def placed(text: str, intent: str = "nlu_fallback", **more: Any) -> Decision:
    facts = {**KNOWN, "case": THREE.slot()}
    return decided(text, intent, **{"facts": facts, "places": place_words().read(text), **more})


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("the second one", "part_refund"),
        ("to drugie", "part_refund"),
        ("druhou moznost", "part_refund"),
        ("последнее", "refund"),
        ("2", "part_refund"),
    ],
)
@pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope", "affirm", "deny", "damaged_item"])
def test_a_place_is_a_choice_whatever_else_it_was_taken_for(text: str, option: str, intent: str) -> None:
    decision = placed(text, intent)
    assert (decision.action, decision.slots["wish"]) == ("action_grant_remedy", {"wishes": [], "option": option})
    assert decision.slots["case"]["wish"] == option


def test_a_place_with_its_name_travels_with_both() -> None:
    assert placed("the last one, the money").slots["wish"] == {"wishes": ["refund"], "option": "refund"}


@pytest.mark.parametrize("text", ["option number 4", "4", "the first, the second", "hmm, not sure", "both of them"])
def test_what_is_not_clear_is_asked_back_once(text: str) -> None:
    asked = placed(text)
    assert (asked.action, asked.slots["asked"]) == ("utter_remedy_which", "remedy")
    assert placed(text, asked="remedy", failed_turns=1).action == "action_hand_over"


def test_not_sure_is_no_no() -> None:
    assert placed("hmm, I'm not sure", "deny").action == "utter_remedy_which"
    assert placed("you choose", "delivery_options").action == "utter_remedy_which"
    assert placed("I don't know, a refund I suppose").action == "action_grant_remedy"


def test_a_long_story_or_a_loss_is_more_than_unclear() -> None:
    story = "my neighbour saw how the man of your courier threw it over the fence into the mud"
    assert placed(story).action == "action_hand_over"
    assert placed("it smells of smoke now", severity=2).action == "action_hand_over"


def test_places_choose_nothing_where_nothing_was_offered() -> None:
    assert placed("the second one", offer=None).action != "action_grant_remedy"


def test_a_return_is_a_choice_only_where_it_was_offered() -> None:
    case = Case(1, "late_delivery", "late", 1, offered=("voucher", "send_back"), outcome=CaseOutcome.OFFERED)
    offered = decided("I'd rather return it", "return_item", facts={**KNOWN, "case": case.slot()})
    assert (offered.action, offered.slots["wish"]["option"]) == ("action_grant_remedy", "send_back")
    assert decided("I'd rather return it", "return_item").action == "action_return_item"
