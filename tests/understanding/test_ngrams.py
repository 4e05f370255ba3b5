import numpy as np

from bot.understanding.ngrams import WIDTH, NGrams, without_numbers


def test_order_numbers_are_all_the_same_number() -> None:
    assert without_numbers("cancel fl-10023 now") == without_numbers("cancel 9922113 now")


def test_a_row_has_both_kinds_at_half_length() -> None:
    _, weight = NGrams.learn(["where is my parcel"]).row("where is the parcel")
    assert np.isclose(np.linalg.norm(weight), np.sqrt(0.5), atol=1e-3)


def test_a_text_without_words_is_an_empty_row() -> None:
    ngrams = NGrams.learn(["where is my parcel"])
    assert len(ngrams.row("👍")[0]) == 0
    assert ngrams.matrix(["👍", "parcel"]).shape == (2, WIDTH)


def test_rare_words_weigh_more() -> None:
    ngrams = NGrams.learn(["my parcel", "my parcel", "my refund"])
    likeness = (ngrams.matrix(["parcel", "refund"]) @ ngrams.matrix(["my parcel refund"]).T).toarray()[:, 0]
    assert likeness[1] > likeness[0]
