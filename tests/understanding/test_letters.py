import numpy as np

from bot.understanding.letters import learn_letters

LETTERS = learn_letters({"cs": ["můj", "dům", "ulice"] * 50, "pl": ["żółty", "kawa", "lub"] * 50})


def test_a_mark_tells_its_language() -> None:
    assert np.argmax(LETTERS.judge("stůl")) == 0
    assert np.argmax(LETTERS.judge("żyto")) == 1


def test_bare_letters_tell_nothing() -> None:
    assert np.all(LETTERS.judge("stul") == 0)
    assert np.all(LETTERS.judge("ñ") == 0)
