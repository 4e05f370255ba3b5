"""Every language says everything, in as many ways, with the same values and the same buttons; nothing lies unused."""

from collections.abc import Iterator
from pathlib import Path

from bot.responses.linter.dialogues import steps
from bot.responses.linter.finding import Finding
from bot.responses.linter.texts import RESPONSES, UI, Response, Texts, Variant, read_yaml, variants
from bot.responses.linter.usage import open_prefixes, uses

SAID_AGAIN = ("utter_acknowledge_", "utter_ask_", "utter_handover_", "utter_rephrase")
"""Heard more than once in one conversation, so there must be other words for it."""


def uneven(texts: Texts, root: Path) -> Iterator[Finding]:
    said = used(root)
    for name in dict.fromkeys(name for responses in texts.values() for name in responses):
        yield from _languages(texts, name)
        yield from _variants(texts, name)
        yield from _alike(texts, name)
        if name not in said and not name.startswith(open_prefixes()):
            yield from (response.finding("nothing says this", "Delete it, or use it.") for response in _of(texts, name))
    yield from _unwritten(texts, said)
    yield from _twice(texts)
    yield from _dead_buttons(texts, root)


def used(root: Path) -> dict[str, tuple[str, int]]:
    """Names of responses and one place each that says them."""
    spoken = {use.name: (use.file, use.line) for use in uses() if not use.name.endswith("_")}
    dialogues = {name: (file, line) for file, found in steps(root) for kind, name, line in found if kind == "action"}
    return {**{name: place for name, place in dialogues.items() if name.startswith("utter_")}, **spoken}


def _languages(texts: Texts, name: str) -> Iterator[Finding]:
    written = _of(texts, name)[0]
    for language in (language for language, responses in texts.items() if name not in responses):
        rule = f"{name}: missing in {language}"
        yield Finding(f"{RESPONSES}/{language}.yml", _place(texts, language, name), rule, "nothing", _first(written))


def _of(texts: Texts, name: str) -> list[Response]:
    return [responses[name] for responses in texts.values() if name in responses]


def _place(texts: Texts, language: str, name: str) -> int:
    """Where it belongs: after what stands before it in a language that has it."""
    order = next(list(responses) for responses in texts.values() if name in responses)
    before = [other for other in order[: order.index(name)] if other in texts[language]]
    return texts[language][before[-1]].line if before else 1


def _first(response: Response) -> str:
    return f"Write natively what {response.language} says: {response.variants[0].text if response.variants else '...'}"


def _variants(texts: Texts, name: str) -> Iterator[Finding]:
    written = _of(texts, name)
    most = max(written, key=lambda response: len(response.variants))
    for response in written:
        count = len(response.variants)
        if count < len(most.variants):
            missing = most.variants[count].text
            rule = f"a variant is missing in {response.language}, {most.language} has {len(most.variants)}"
            yield response.finding(rule, f"Write natively what {most.language} says: {missing}")
        elif count < 2 and name.startswith(SAID_AGAIN):
            yield response.finding("said more than once in a conversation", "A second variant, in other words.")


def _alike(texts: Texts, name: str) -> Iterator[Finding]:
    """A value that one variant names and another does not is lost on half of the customers."""
    written = [variant for response in _of(texts, name) for variant in response.variants]
    first = written[0] if written else None
    for variant in written:
        if not variant.text:
            yield variant.finding("says nothing", "A sentence.", "an empty variant")
        elif first and variant.gaps != first.gaps:
            values = ", ".join(f"{{{gap}}}" for gap in sorted(first.gaps)) or "no values"
            yield variant.finding(f"other values than {first.file}:{first.line}", f"Name {values}.")


def _unwritten(texts: Texts, said: dict[str, tuple[str, int]]) -> Iterator[Finding]:
    written = {name for responses in texts.values() for name in responses}
    for name, (file, line) in said.items():
        if name not in written:
            yield Finding(file, line, f"{name}: no language has it", "nothing", f"Write it in {RESPONSES}/*.yml.")


def _twice(texts: Texts) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Variant] = {}
    for variant in variants(texts):
        before = seen.setdefault((variant.language, variant.text), variant)
        if before is not variant and not variant.response.startswith(UI):
            yield variant.finding(f"word for word {before.response} (line {before.line})", "Say it in other words.")


def _dead_buttons(texts: Texts, root: Path) -> Iterator[Finding]:
    """A payload is an intent of the domain, with entities in braces perhaps."""
    known = {f"/{name}" for intent in read_yaml(root / "domain.yml")["intents"] for name in _names(intent)}
    for variant in variants(texts):
        for button in (b for b in variant.buttons if b.payload.partition("{")[0] not in known):
            rule = f"the button „{button.title}“ leads nowhere"
            yield variant.finding(rule, "An intent of domain.yml.", button.payload, button.line)


def _names(intent: str | dict[str, object]) -> list[str]:
    """Rasa lists an intent by its name, or by a map of it to its settings."""
    return [intent] if isinstance(intent, str) else list(intent)
