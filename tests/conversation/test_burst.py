"""What is read as one keeps everything that each message said."""

from typing import Any

from bot.conversation.burst import MOST, MOST_CHARS, Burst, as_one, joined, together

Message, Parsed = dict[str, Any], dict[str, Any]


def said(*texts: str, **more: Any) -> list[Message]:
    return [{"id": f"m{n}", "text": text, **more} for n, text in enumerate(texts)]


def parsed(intent: str = "complaint", confidence: float = 0.95, **more: Any) -> Parsed:
    return {"intent": {"name": intent, "confidence": confidence}, **more}


def test_all_that_waits_is_one() -> None:
    assert together(said("one", "two", "three"), [parsed()] * 3) == 3


def test_a_button_and_a_plain_yes_are_a_turn_of_their_own() -> None:
    messages = said("late", "and broken", "yes", "hm")
    each = [parsed(), parsed(), parsed("affirm"), parsed()]
    assert together(messages, each) == 2
    assert together(messages[2:], each[2:]) == 1
    pressed = [*said("late"), *said("Cancel it", payload="/affirm"), *said("late")]
    assert together(pressed, [parsed()] * 3) == 1
    assert together(pressed[1:], [parsed()] * 2) == 1


def test_one_turn_takes_as_much_as_one_message_may_hold() -> None:
    assert together(said(*["word"] * (MOST + 1)), [parsed()] * (MOST + 1)) == MOST
    assert together(said("a" * MOST_CHARS, "b"), [parsed()] * 2) == 1
    assert together(said("a" * MOST_CHARS * 2), [parsed()]) == 1


def test_each_message_is_a_sentence_and_no_word_is_changed() -> None:
    assert joined(said("My parcel,", "it is late")) == "My parcel,\nit is late"


def test_danger_and_a_wish_for_a_person_are_not_lost_between_other_sentences() -> None:
    whole = parsed("late_delivery", severity=1, severity_cue="an inconvenience", frustration=0.3, wants_human=False)
    each = [
        parsed("late_delivery", severity=1),
        parsed("nlu_fallback", severity=4, severity_cue="fire", frustration=0.6, frustration_reasons=["shouts"]),
        parsed("contact_human_agent"),
    ]
    one = as_one(whole, said("late", "fire", "person"), each)
    assert (one["severity"], one["severity_cue"], one["wants_human"]) == (4, "fire", True)
    assert (one["frustration"], one["frustration_reasons"]) == (0.6, ["shouts"])


def test_a_serious_matter_comes_first_and_the_other_is_kept() -> None:
    whole = parsed("late_delivery", second_intent=None)
    each = [parsed("late_delivery"), parsed("fraud_report")]
    one = as_one(whole, said("late", "fraud"), each)
    assert one["intent"]["name"] == "fraud_report"
    assert (one["second_intent"]["name"], one["second_intent"]["text"]) == ("late_delivery", "late")


def test_a_second_matter_that_the_whole_does_not_show_is_kept() -> None:
    messages = said("the leg is broken", "this is a scandal", "I want my money back", "where is my invoice", "bye")
    each = [parsed(i) for i in ("damaged_item", "complaint", "get_refund", "get_invoice", "goodbye")]
    one = as_one(parsed("damaged_item"), messages, each)
    assert one["second_intent"] == {"name": "get_invoice", "confidence": 0.95, "text": "where is my invoice"}


def test_the_whole_knows_best_what_it_is_about() -> None:
    second = {"name": "get_invoice", "confidence": 0.7, "text": "and the invoice"}
    one = as_one(parsed("late_delivery", second_intent=second), said("late", "what"), [parsed(), parsed("track_order")])
    assert (one["intent"]["name"], one["second_intent"]) == ("late_delivery", second)


def test_where_the_whole_is_not_understood_its_clearest_part_is() -> None:
    each = [parsed("greet"), parsed("track_order", 0.8), parsed("nlu_fallback", 1.0)]
    assert as_one(parsed("nlu_fallback", 0.7), said("hi", "where", "x"), each)["intent"]["name"] == "track_order"


def test_every_message_has_scores_of_its_own_and_the_last_the_mood_of_all() -> None:
    each = [parsed("late_delivery", severity=1, frustration=0.1), parsed("complaint", severity=0, frustration=0.5)]
    burst = Burst(said("one", "two"), each, parsed())
    scores = burst.scores(parsed("late_delivery", severity=1, frustration=0.7, frustration_reasons=["asks again"]))
    told = {i: (s["intent"], s["severity"], s["frustration"]) for i, s in scores.items() if s}
    assert told == {"m0": ("late_delivery", 1, 0.1), "m1": ("complaint", 0, 0.7)}
    alone = Burst(said("one"), each[:1], each[0]).scores(parsed("late_delivery", frustration=0.4))
    assert alone["m0"] and alone["m0"]["frustration"] == 0.4


def test_as_one_message_it_has_the_oldest_id() -> None:
    message = Burst(said("one", "two"), [parsed()] * 2, parsed()).message
    assert (message["id"], message["text"], message["ids"]) == ("m0", "one\ntwo", ["m0", "m1"])
