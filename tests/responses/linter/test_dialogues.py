from bot.responses.linter.dialogues import answered_too_early, steps
from bot.settings import ROOT
from tests.responses.linter.spoiled import Spoiled, places

RULE = "\n  - rule: {intent}\n    steps:\n      - intent: {intent}\n      - action: {action}"


def added(spoiled: Spoiled, intent: str, action: str) -> list[tuple[str, int]]:
    file, line = spoiled.adds("data/rules/simple.yml", RULE.format(intent=intent, action=action))
    return [(file, at - line) for file, at in places(list(answered_too_early(spoiled.root)))]


def test_a_rule_that_asks_before_it_acknowledges_is_found_at_the_step(spoiled: Spoiled) -> None:
    assert added(spoiled, "late_delivery", "utter_ask_order_number") == [("data/rules/simple.yml", 4)]


def test_an_acknowledgement_or_a_person_comes_first(spoiled: Spoiled) -> None:
    assert added(spoiled, "late_delivery", "action_acknowledge") == []
    assert added(spoiled, "safety_incident", "action_hand_over") == []


def test_a_simple_question_is_answered_at_once(spoiled: Spoiled) -> None:
    assert added(spoiled, "delivery_options", "utter_delivery_options") == []


def test_rules_and_stories_are_read() -> None:
    assert {file for file, _ in steps(ROOT)} >= {"data/rules/simple.yml", "data/stories/hand_over.yml"}
