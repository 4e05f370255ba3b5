"""No sentence and no button says what data/tone forbids in its language."""

from collections.abc import Iterator, Mapping

from bot.responses.linter.finding import Finding
from bot.responses.linter.texts import Texts, Variant, variants
from bot.responses.linter.tone import Forbidden, Tone


def forbidden(texts: Texts, tones: Mapping[str, Tone]) -> Iterator[Finding]:
    for variant in variants(texts):
        never = tones[variant.language].never
        said = ((variant.text, variant.line), *((button.title, button.line) for button in variant.buttons))
        for text, line in said:
            yield from (_finding(variant, rule, text, line) for rule in never if rule.pattern.search(text))


def _finding(variant: Variant, rule: Forbidden, text: str, line: int) -> Finding:
    found = rule.pattern.search(text)
    quoted = f"„{found[0]}“ " if found else ""
    return variant.finding(f"{quoted}is never said: {rule.reason} ({rule.place})", rule.better, text, line)
