"""Every sentence the code can say exists in both languages, and none of them is on the never-list."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.policy.topics import CHOOSE, TOPICS
from bot.recovery.catalogue import OBSTACLES, load_catalogue
from bot.vocabulary import Trigger

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "pl", "cs", "ru")
NAME = re.compile(r"utter_[a-z0-9_]*[a-z0-9]")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
PROBLEMS = {name for name, topic in TOPICS.items() if topic.problem}
NEEDS = {fact for topic in TOPICS.values() for fact in topic.needs}
CATALOGUE = load_catalogue(ROOT / "data/compensation.yml")
OFFERED = {str(option.kind) for option in CATALOGUE.options.values() if option.way_out}
EXPANSIONS = {
    "utter_acknowledge_": PROBLEMS,
    "utter_ask_": NEEDS | {f"{fact}_again" for fact in NEEDS},
    "utter_handover_": {trigger.value for trigger in Trigger},
    "utter_state_": {"waiting", "human", "callback"},
    "utter_remedy_": OFFERED,
    "utter_obstacle_": set(OBSTACLES) - {"none"},
    "utter_granted_": OFFERED,
}
"""What the code puts behind the fixed part of an f-string."""

Variants = list[dict[str, Any]]


@cache
def responses(language: str) -> dict[str, Variants]:
    return yaml.safe_load((ROOT / f"data/responses/{language}.yml").read_text("utf-8"))["responses"]


def texts(language: str) -> Iterator[tuple[str, str]]:
    for name, variants in responses(language).items():
        yield from ((name, str(variant["text"])) for variant in variants)


def buttons(language: str) -> Iterator[tuple[str, dict[str, str]]]:
    for name, variants in responses(language).items():
        yield from ((name, button) for variant in variants for button in variant.get("buttons", []))


@cache
def never(language: str) -> list[dict[str, str]]:
    return yaml.safe_load((ROOT / f"data/tone/{language}.yml").read_text("utf-8"))["never"]


def broken_rules(text: str, language: str) -> list[str]:
    return [rule["reason"] for rule in never(language) if re.search(rule["pattern"], text, re.IGNORECASE)]


def names_in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.JoinedStr):
            yield from _names_in_f_string(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value):
            yield node.value


def _names_in_f_string(node: ast.JoinedStr) -> Iterator[str]:
    start = node.values[0]
    prefix = start.value if isinstance(start, ast.Constant) and isinstance(start.value, str) else ""
    yield from (f"{prefix}{end}" for end in EXPANSIONS.get(prefix, ()))


@cache
def names_in_use() -> set[str]:
    sources = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "actions").rglob("*.py")]
    spoken = {name for path in sources for name in names_in_python(path)}
    rules = " ".join(path.read_text("utf-8") for path in (ROOT / "data/rules").glob("*.yml"))
    return (spoken | set(NAME.findall(rules))) - {"utter_action"}


def placeholders(variants: Variants) -> set[str]:
    return {name for variant in variants for name in PLACEHOLDER.findall(str(variant["text"]))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_the_code_says_is_written(language: str) -> None:
    assert names_in_use() - set(responses(language)) == set()


def test_the_search_finds_plain_names_and_f_strings() -> None:
    assert {
        "utter_order_late",
        "utter_greet",
        "utter_ask_email_again",
        "utter_acknowledge_complaint",
    } <= names_in_use()


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    english, polish = responses("en"), responses("pl")
    assert set(english) == set(polish)
    assert {n: placeholders(v) for n, v in english.items()} == {n: placeholders(v) for n, v in polish.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_variants_of_a_response_need_the_same_values(language: str) -> None:
    uneven = [n for n, v in responses(language).items() if len({frozenset(placeholders([one])) for one in v}) > 1]
    assert uneven == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_written_twice(language: str) -> None:
    spoken = Counter(text for name, text in texts(language) if not name.startswith("utter_ui_"))
    assert [text for text, times in spoken.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_on_the_never_list(language: str) -> None:
    said = [*texts(language), *((name, button["title"]) for name, button in buttons(language))]
    assert {f"{name}: {text}": found for name, text in said if (found := broken_rules(text, language))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_the_never_list_explains_itself(language: str) -> None:
    assert all(rule["pattern"] and rule["reason"] and rule["better"] for rule in never(language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Please calm down, it's only a small delay."),
        ("en", "I'm sorry your parcel is late, but the courier was busy."),
        ("en", "I'm sorry. However, you should have chosen another courier."),
        ("en", "We apologise for any inconvenience caused."),
        ("en", "A colleague will write to you shortly."),
        ("en", "Done. Is there anything else I can help you with?"),
        ("pl", "Proszę się nie denerwować."),
        ("pl", "Przepraszam za opóźnienie, ale to wina kuriera."),
        ("pl", "Przepraszamy za wszelkie niedogodności."),
        ("pl", "Jak najszybciej zajmiemy się Państwa sprawą."),
        ("pl", "Czy mogę w czymś jeszcze pomóc?"),
        ("pl", "Czy zamówił/a Pan/Pani tę lampę?"),
    ],
)
def test_the_never_list_catches_what_it_is_for(language: str, text: str) -> None:
    assert broken_rules(text, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_acknowledgement_asks_nothing(language: str) -> None:
    assert [name for name, text in texts(language) if name.startswith("utter_acknowledge_") and "?" in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_message_asks_one_question(language: str) -> None:
    quoted = re.compile('["„][^"”]*["”]')
    assert [name for name, text in texts(language) if quoted.sub("", text).count("?") > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_leads_to_an_intent_the_assistant_knows(language: str) -> None:
    rules = " ".join(path.read_text("utf-8") for path in (ROOT / "data/rules").glob("*.yml"))
    known = {*TOPICS, *re.findall(r"intent: (\w+)", rules), "contact_human_agent"}
    remedies = {f'/{CHOOSE}{{"remedy": "{kind}"}}' for kind in OFFERED}
    assert {b["payload"] for _, b in buttons(language)} - {f"/{intent}" for intent in known} - remedies == set()
