"""The order of EMPATHY section 1 in what is written: heard and apologised first, asked after, one question at a time.

The paths are those the policy itself takes (bot/policy/decision.py), so a topic added there is checked here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.policy.decision import State, decide
from bot.policy.topics import ACKNOWLEDGE, TOPICS
from bot.policy.triggers import Thresholds
from bot.responses.linter.finding import Finding
from bot.responses.linter.texts import Response, Texts, Variant, variants
from bot.responses.linter.tone import Tone

PROBLEMS = tuple(name for name, topic in TOPICS.items() if topic.problem)
FAILURES = ("severity", "crisis", "fraud", "frustration", "repeat_failure", "failed_turns", "component_down")
"""Reasons to hand over after something went wrong; their first line is the acknowledgement (EMPATHY section 2)."""
POLICY = "bot/policy/decision.py"
MOST_STEPS = 5  # of one turn; the longest path today has two
MOST_APOLOGIES = 2  # in one sentence: "I'm sorry that ..., and I apologise for ..." is one apology in two words


def out_of_order(texts: Texts, tones: Mapping[str, Tone]) -> Iterator[Finding]:
    for variant in variants(texts):
        yield from _one_question(variant)
        yield from _apology_first(variant, tones[variant.language])
        yield from _endless(variant, tones[variant.language])
    for problem in PROBLEMS:
        yield from _path(problem, texts, tones)
    for language, responses in texts.items():
        for name in (f"utter_handover_{reason}" for reason in FAILURES):
            yield from _acknowledged(responses.get(name), tones[language])


def first_turn(problem: str) -> list[str]:
    """The responses the policy says to somebody who tells a problem and nothing else."""
    state, said = State(intent=problem), list[str]()
    while len(said) < MOST_STEPS:
        action = decide(state, Thresholds()).action or ""
        if action != ACKNOWLEDGE and not action.startswith("utter_"):
            break
        said.append(f"utter_acknowledge_{problem}" if action == ACKNOWLEDGE else action)
        heard = frozenset({problem}) if action == ACKNOWLEDGE else state.acknowledged
        state = replace(state, topic=problem, acknowledged=heard, done=(*state.done, action))
    return said


def _path(problem: str, texts: Texts, tones: Mapping[str, Tone]) -> Iterator[Finding]:
    first, *then = first_turn(problem) or [""]
    if first != f"utter_acknowledge_{problem}":
        yield Finding(POLICY, 1, f"{problem}: not acknowledged first", f"first: {first or 'an action'}", ACKNOWLEDGE)
    for language, responses in texts.items():
        yield from _acknowledged(responses.get(first), tones[language])
        for name in then:
            yield from _sorry_again(responses.get(name), tones[language])


def _sorry_again(response: Response | None, tone: Tone) -> Iterator[Finding]:
    for variant in response.variants if response else ():
        if tone.apology.search(variant.text):
            rule = "apologises again where a problem was just acknowledged"
            yield variant.finding(rule, "Ask without an apology: it was said.")


def _acknowledged(response: Response | None, tone: Tone) -> Iterator[Finding]:
    for variant in response.variants if response else ():
        if not tone.apology.search(variant.text):
            yield variant.finding("an acknowledgement without an apology", "I'm sorry that ... (what happened).")
        if "?" in variant.text:
            yield variant.finding("a question before the customer was heard", "End after the apology and the thanks.")


def _one_question(variant: Variant) -> Iterator[Finding]:
    if variant.without_quotes.count("?") > 1:
        yield variant.finding("more than one question in a message", "Keep the question that is needed first.")


def _apology_first(variant: Variant, tone: Tone) -> Iterator[Finding]:
    apology, question = tone.apology.search(variant.without_quotes), variant.without_quotes.find("?")
    if apology and 0 <= question < apology.start():
        yield variant.finding("the question comes before the apology", "The apology first, the question last.")


def _endless(variant: Variant, tone: Tone) -> Iterator[Finding]:
    counts = [len(tone.apology.findall(sentence)) for sentence in variant.sentences]
    if sum(1 for count in counts if count) > 1 or max(counts) > MOST_APOLOGIES:
        yield variant.finding("apologises over and over", "Apologise once, then say what happens next.")
