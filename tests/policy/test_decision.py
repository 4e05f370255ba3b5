from typing import Any

import pytest

from bot.policy.decision import Decision, decide, turn_is_over
from bot.policy.topics import TOPICS
from bot.policy.triggers import NOTHING_NEW, Thresholds
from tests.policy.situations import KNOWN, state

LIMITS = Thresholds()
PROBLEMS = sorted(name for name, topic in TOPICS.items() if topic.problem)
QUESTIONS = sorted(name for name, topic in TOPICS.items() if not topic.problem)


def decided(intent: str, *entities: str, **more: Any) -> Decision:
    return decide(state(intent, *entities, **more), LIMITS)


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_is_acknowledged_before_anything_is_asked_or_looked_up(name: str) -> None:
    for facts in ({}, KNOWN):
        decision = decided(name, facts=facts)
        assert (decision.action, decision.stage) == ("action_acknowledge", "acknowledge")
        assert decision.slots["topic"] == name


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_simple_wish_is_not_apologised_for(name: str) -> None:
    assert decided(name).action == f"utter_ask_{TOPICS[name].needs[0]}"


def test_after_the_acknowledgement_the_first_missing_fact_is_asked_for() -> None:
    then = {"topic": "late_delivery", "acknowledged": ("late_delivery",), "done": ("action_acknowledge",)}
    assert decided("late_delivery", **then).action == "utter_ask_order_number"
    number = {"order_number": "FL-10001"}
    assert decided("late_delivery", facts=number, **then).action == "utter_ask_email"
    assert decided("late_delivery", facts=KNOWN, **then).action == "action_track_order"


def test_what_was_acknowledged_once_is_not_again() -> None:
    decision = decided("late_delivery", topic="late_delivery", acknowledged=("late_delivery",))
    assert decision.action == "utter_ask_order_number"


@pytest.mark.parametrize("name", QUESTIONS)
def test_with_all_facts_it_is_done(name: str) -> None:
    facts = {**KNOWN, "address": "Długa 5/2, 00-950 Warszawa"}
    assert decided(name, facts=facts).action == TOPICS[name].action


def test_one_action_then_listen() -> None:
    assert decided("greet", done=("utter_greet",)).action == "action_listen"
    assert decided("track_order", done=("action_track_order",)).action == "action_listen"


def test_what_it_does_not_decide_is_left_to_the_rules() -> None:
    assert decided("greet").action is None
    assert decided("deny").action is None


def test_a_question_is_remembered_until_it_is_answered() -> None:
    assert decided("track_order").slots["asked"] == "order_number"
    open_question = {"topic": "track_order", "asked": "order_number"}
    assert decided("affirm", **open_question).action == "utter_ask_order_number_again"
    answered = decided("greet", "order_number", facts={"order_number": "FL-10001"}, **open_question)
    assert (answered.action, answered.slots["failed_turns"]) == ("utter_ask_email", 0)


def test_the_same_question_would_be_asked_a_third_time() -> None:
    decision = decided("deny", topic="track_order", asked="order_number", failed_turns=1)
    assert decision.action == "action_hand_over"
    assert decision.slots["handover"]["kind"] == "failed_turns"


def test_not_understood_twice() -> None:
    first = decided("nlu_fallback")
    assert (first.action, first.slots["failed_turns"]) == ("utter_rephrase", 1)
    assert decided("nlu_fallback", failed_turns=1).action == "action_hand_over"


def test_a_turn_that_went_well_forgives_the_one_before() -> None:
    assert decided("greet", failed_turns=1).slots["failed_turns"] == 0


def test_a_correction_while_a_question_is_open_is_no_failure() -> None:
    message = {"topic": "cancel_order", "asked": "email", "facts": {"order_number": "FL-10006"}, "bare_facts": True}
    decision = decided("out_of_scope", "order_number", failed_turns=1, **message)
    assert (decision.action, decision.slots["failed_turns"]) == ("utter_ask_email", 0)


def test_an_angry_word_is_not_taken_for_a_misspelt_address() -> None:
    decision = decided("complaint", topic="late_delivery", acknowledged=("late_delivery",), asked="email", facts=KNOWN)
    assert decision.action == "action_track_order"
    nothing_known = {"order_number": "FL-10002"}
    late = {"topic": "late_delivery", "acknowledged": ("late_delivery",), "asked": "email", "facts": nothing_known}
    again = decided("complaint", **late)
    assert (again.action, again.slots["failed_turns"]) == ("utter_ask_email", 1)


def test_yes_does_what_was_offered_and_no_drops_it() -> None:
    offered = {"topic": "cancel_order", "offer": "cancel_order", "facts": KNOWN}
    agreed = decided("affirm", **offered)
    assert (agreed.action, agreed.slots["offer"]) == ("action_cancel_order", "confirmed")
    declined = decided("deny", **offered)
    assert (declined.action, declined.slots["offer"], declined.slots["topic"]) == ("utter_offer_declined", None, None)


def test_no_with_another_number_is_not_a_no() -> None:
    offered = {"topic": "cancel_order", "offer": "cancel_order", "facts": KNOWN}
    assert decided("deny", "order_number", **offered).action == "action_cancel_order"


def test_a_new_topic_forgets_the_old_offer() -> None:
    assert decided("track_order", topic="cancel_order", offer="cancel_order", facts=KNOWN).slots["offer"] is None


def test_the_address_is_taken_from_the_answer() -> None:
    question = {"topic": "change_shipping_address", "asked": "address", "facts": KNOWN}
    decision = decided("nlu_fallback", text=" Długa 5/2, 00-950 Warszawa ", **question)
    assert (decision.action, decision.slots["address"]) == ("action_change_address", "Długa 5/2, 00-950 Warszawa")


def test_a_complaint_is_heard_out() -> None:
    complaint = {"topic": "complaint", "acknowledged": ("complaint",)}
    assert decided("complaint", done=("action_acknowledge",), **complaint).action == "utter_ask_what_happened"
    assert decided("out_of_scope", **complaint).action == "action_hand_over"


def test_what_happened_is_the_complaint_and_gets_no_second_apology() -> None:
    decision = decided("late_delivery", topic="complaint", acknowledged=("complaint",))
    assert decision.action == "utter_ask_order_number"
    assert decision.slots["acknowledged"] == ["complaint", "late_delivery"]


def test_a_yes_to_the_help_with_signing_up_calls_a_person() -> None:
    helped = decided("registration_problems", acknowledged=("registration_problems",))
    assert (helped.action, helped.slots["offer"]) == ("utter_registration_help", "person")


def test_a_wish_about_the_problem_gets_no_second_apology_but_a_second_problem_does() -> None:
    broken = {"topic": "damaged_item", "acknowledged": ("damaged_item",), "facts": KNOWN}
    assert decided("get_refund", **broken).action == "action_offer_settlement"
    assert decided("late_delivery", **broken).action == "action_acknowledge"


def test_a_look_up_that_found_nothing_is_asked_about_and_kept_for_the_correction() -> None:
    failed = {"topic": "track_order", "facts": {**KNOWN, "lookups_failed": 1}}
    assert decided("track_order", done=("action_track_order",), **failed).action == "utter_order_not_found"
    after = decided("track_order", done=("action_track_order", "utter_order_not_found"), **failed)
    assert after.action == "action_listen"
    assert after.slots == {"asked": "order_number"}


@pytest.mark.parametrize("fact", ["order_number", "email"])
def test_what_is_corrected_is_looked_up_with_what_was_told_before(fact: str) -> None:
    failed = {"topic": "track_order", "facts": {**KNOWN, "lookups_failed": 1}, "asked": "order_number"}
    assert decided("nlu_fallback", fact, bare_facts=True, **failed).action == "action_track_order"
    assert decided("affirm", **failed).action == "utter_ask_order_number_again"


@pytest.mark.parametrize("open_matter", [{"asked": "order_number"}, {"offer": "return_item"}, {}])
def test_never_mind_closes_the_matter_under_way(open_matter: dict[str, str]) -> None:
    dropped = decided("cancel_handoff", topic="return_item", **open_matter)
    assert (dropped.action, dropped.slots["offer"], dropped.slots["topic"]) == ("utter_matter_dropped", None, None)
    assert decided("cancel_handoff").action is None


def test_a_guess_ends_nothing() -> None:
    answered = {"topic": "track_refund", "facts": KNOWN, "confidence": 0.47}
    assert decided("goodbye", **answered).action == "utter_rephrase"
    assert decided("goodbye", **{**answered, "confidence": 0.97}).action is None
    assert decided("cancel_handoff", **answered).action == "utter_rephrase"


def test_the_last_look_up_that_finds_nothing_goes_to_a_person_at_once() -> None:
    facts = {**KNOWN, "lookups_failed": 3}
    decision = decided("track_order", topic="track_order", facts=facts, done=("action_track_order",))
    assert (decision.action, decision.slots["handover"]["kind"]) == ("action_hand_over", "failed_turns")


def test_the_person_at_the_desk_reads_what_it_is_about() -> None:
    decision = decided("late_delivery", severity=3)
    assert (decision.action, decision.slots["topic"]) == ("action_hand_over", "late_delivery")
    assert "topic" not in decided("contact_human_agent").slots


def test_every_decision_gives_its_reasons() -> None:
    assert decided("late_delivery").reasons == ("late_delivery is a problem not yet acknowledged",)
    assert decided("track_order").reasons == ("order_number is missing",)
    assert decided("contact_human_agent").reasons == ("the customer asked for a person",)


def test_when_a_turn_is_over() -> None:
    assert not turn_is_over((), {})
    assert not turn_is_over(("action_acknowledge",), {})
    assert turn_is_over(("action_acknowledge", "utter_ask_email"), {})
    assert turn_is_over(("action_track_order",), {"lookups_failed": 0})
    assert not turn_is_over(("action_track_order",), {"lookups_failed": 1})
    assert turn_is_over(("utter_greet",), {"lookups_failed": 1})


def test_a_wish_for_another_language_asks_for_no_person_and_leaves_the_question_open() -> None:
    asked = {"topic": "track_order", "asked": "order_number", "language": "en", "asks_for_language": True}
    decision = decided("contact_human_agent", wants_human=True, failed_turns=1, **asked)
    assert (decision.action, decision.slots) == ("utter_language_changed", {})


def test_a_wish_for_a_language_that_nobody_here_speaks_gets_a_person() -> None:
    decision = decided("contact_human_agent", language="other", asks_for_language=True)
    assert decision.action == "action_hand_over"
    assert decision.slots["handover"]["kind"] == "language"


@pytest.mark.parametrize(
    "last", ["utter_rephrase", "utter_order_not_found", "action_track_order", "action_acknowledge"]
)
def test_who_would_hear_the_same_again_gets_a_person(last: str) -> None:
    person = {"kind": NOTHING_NEW.kind.value, "explanation": NOTHING_NEW.explanation}
    decision = decided("track_order", topic="track_order", done=(last,), facts={"needs_person": person})
    assert (decision.action, decision.slots["handover"]) == ("action_hand_over", person)
