from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ConversationResumed, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation.context import in_context, in_conversation


def said(text: str, frustration: float = 0.05, intent: str = "track_order", **more: Any) -> dict[str, Any]:
    words = {"text": text, "intent": {"name": intent, "confidence": 0.8}, "entities": []}
    return {**words, "frustration": frustration, "frustration_reasons": [], "severity": 0, **more}


def test_asking_the_same_again_frustrates_more_each_time() -> None:
    asked = [said("where is my parcel"), said("I asked you where my parcel is"), said("so where is the parcel now")]
    levels = [in_context(asked[n], asked[:n])["frustration"] for n in range(3)]
    assert levels[0] == 0.05
    assert 0.25 <= levels[1] < levels[2] < 0.7
    assert in_context(asked[1], asked[:1])["frustration_reasons"] == ["asks the same again"]


def test_turns_that_failed_and_problems_before_are_evidence() -> None:
    parsed = said("the second one is broken too", 0.4, "damaged_item", severity=2, frustration_reasons=["annoyed"])
    context = in_context(parsed, [], failed_turns=1, contacts=1)
    assert context["frustration"] > 0.5
    assert context["frustration_reasons"] == ["annoyed", "had a problem here before", "was not understood before"]


def test_the_strongest_reason_comes_first() -> None:
    again = said("where is my parcel", 0.2, frustration_reasons=["sounds frustrated"])
    assert in_context(again, [said("where is my parcel")])["frustration_reasons"][0] == "asks the same again"


def test_a_friendly_word_is_left_friendly() -> None:
    thanks = said("thank you so much", 0.0, "thank")
    assert in_context(thanks, [thanks], failed_turns=2, contacts=3)["frustration"] == 0


def test_without_a_history_nothing_changes() -> None:
    parsed = said("where is my parcel", 0.31)
    assert in_context(parsed, []) == parsed


def test_however_much_happened_it_stays_below_one() -> None:
    parsed = said("where is my parcel", 0.95, severity=2)
    assert in_context(parsed, [parsed] * 9, failed_turns=9, contacts=9)["frustration"] < 1


def heard(*texts: str) -> list[UserUttered]:
    return [UserUttered(text, parse_data=said(text)) for text in texts]


def tracker(*events: Any) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("someone", list(events), Domain.empty().slots)


def test_the_conversation_so_far_is_the_context() -> None:
    asked = tracker(*heard("where is my parcel"))
    assert in_conversation(said("where is my parcel??"), asked)["frustration"] > 0.25


def test_what_a_person_has_dealt_with_is_not_held_against_us() -> None:
    dealt_with = tracker(*heard("where is my parcel"), ConversationResumed(), *heard("which colours are there"))
    assert in_conversation(said("where is my parcel"), dealt_with)["frustration"] == 0.05
