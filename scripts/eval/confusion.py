"""A picture of the intents that are taken for each other."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from scripts.eval.intents import Answer

PAIRS = 30


def confused(given: Iterable[Answer]) -> Counter[tuple[str, str]]:
    """How often which intent was taken for which before any fallback, the PAIRS commonest."""
    said = ((a.wish.intent, a.heard.best) for a in given if a.heard.best)
    pairs = Counter((wished, best) for wished, best in said if wished != best)
    return Counter(dict(pairs.most_common(PAIRS)))


def draw(given: Iterable[Answer], path: Path) -> None:
    """A PNG: a line for each intent that was meant, a column for each that was heard."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    pairs = confused(given)
    meant, heard = (sorted({pair[side] for pair in pairs}) for side in (0, 1))
    counts = np.array([[pairs[m, h] for h in heard] for m in meant])
    figure = Figure(figsize=(3 + 0.36 * len(heard), 2.4 + 0.3 * len(meant)), dpi=110, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.imshow(counts, cmap="Oranges", vmin=0, aspect="auto")
    axes.set_xticks(range(len(heard)), heard, rotation=60, ha="right", fontsize=8)
    axes.set_yticks(range(len(meant)), meant, fontsize=8)
    axes.set(xlabel="heard", ylabel="meant", title=f"The {len(pairs)} commonest confusions")
    for (line, column), count in np.ndenumerate(counts):
        if count:
            shade = "white" if count > 0.6 * counts.max() else "black"
            axes.text(column, line, str(count), ha="center", va="center", fontsize=8, color=shade)
    figure.savefig(path)
