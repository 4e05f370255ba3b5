import pytest
import yaml

from bot.policy.topics import ACKNOWLEDGE, CONFIRMED, HAND_OVER, LOOK_UPS, SAME_PROBLEM, TOPICS, WISHES
from bot.settings import ROOT

DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))


def test_every_topic_is_an_intent_of_the_domain() -> None:
    assert set(TOPICS) <= set(DOMAIN["intents"])


@pytest.mark.parametrize("action", sorted({t.action for t in TOPICS.values()} | {ACKNOWLEDGE, HAND_OVER}))
def test_every_action_is_in_the_domain(action: str) -> None:
    assert action.startswith("utter_") or action in DOMAIN["actions"]


def test_every_fact_that_is_asked_for_is_a_slot() -> None:
    assert {fact for topic in TOPICS.values() for fact in topic.needs} <= set(DOMAIN["slots"])


def test_no_topic_has_a_rule_of_its_own() -> None:
    """RulePolicy would answer what the policy component decides."""
    rules = yaml.safe_load((ROOT / "data/rules/simple.yml").read_text("utf-8"))["rules"]
    ruled = {step["intent"] for rule in rules for step in rule["steps"] if "intent" in step}
    assert ruled & set(TOPICS) == set()


def test_a_yes_does_what_was_offered() -> None:
    assert {offer: TOPICS[offer].action for offer in CONFIRMED} == CONFIRMED


def test_looking_up_needs_both_number_and_e_mail() -> None:
    assert all({"order_number", "email"} <= set(t.needs) for t in TOPICS.values() if t.action in LOOK_UPS)


def test_wishes_and_kin_are_problems() -> None:
    assert all(TOPICS[name].problem for name in [*WISHES, *(name for kin in SAME_PROBLEM for name in kin)])
