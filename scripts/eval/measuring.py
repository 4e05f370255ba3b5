"""Everything that is measured with the trained model, gathered."""

from collections.abc import Sequence
from pathlib import Path

from scripts.eval import heldback, intents, languages, public
from scripts.eval.hearing import hear
from scripts.eval.report import Measured


def measure(model: Path, sets: Path | None = None) -> Measured:
    """sets: folder of the public sets, None for the held-back messages alone."""
    wishes, feelings, spoken = heldback.wishes(), heldback.feelings(), heldback.short_messages()
    texts = [w.text for w in wishes] + [intents.plain_text(w) for w in wishes] + [f.text for f in feelings]
    texts += [s.text for s in spoken] + [languages.plain_text(s) for s in spoken]
    ears = hear(model, [*texts, *_public_texts(sets)])
    given, plainly = intents.answers(wishes, ears), intents.typed_plainly(wishes, ears)
    rows = public.verdict(sets, ears) if sets else []
    return Measured(given, plainly, feelings, spoken, ears, rows)


def _public_texts(sets: Path | None) -> Sequence[str]:
    return public.texts(sets) if sets else []
