import numpy as np

from bot.understanding.ngrams import WIDTH, NGrams, NGramVotes, count, without_numbers


def test_order_numbers_are_all_the_same_number() -> None:
    assert without_numbers("cancel fl-10023 now") == without_numbers("cancel 9922113 now")


def test_a_row_has_both_kinds_at_half_length() -> None:
    _, weight = NGrams.learn(count(["where is my parcel"])).row("where is the parcel")
    assert np.isclose(np.linalg.norm(weight), np.sqrt(0.5), atol=1e-3)


def test_a_text_without_words_is_an_empty_row() -> None:
    ngrams = NGrams.learn(count(["where is my parcel"]))
    assert len(ngrams.row("👍")[0]) == 0
    assert ngrams.rows(count(["👍", "parcel"])).shape == (2, WIDTH)


def test_rare_words_weigh_more() -> None:
    ngrams = NGrams.learn(count(["my parcel", "my parcel", "my refund"]))
    likeness = (ngrams.rows(count(["parcel", "refund"])) @ ngrams.rows(count(["my parcel refund"])).T).toarray()[:, 0]
    assert likeness[1] > likeness[0]


def test_votes_of_a_row_are_the_weighted_sum_and_an_unknown_ngram_has_none() -> None:
    ngrams = NGrams.learn(count(["where is my parcel", "my refund"]))
    grams = ngrams.rows(count(["where is my parcel"]))
    votes = NGramVotes(np.asarray((grams.T @ np.array([[0.5, -2.0]], dtype=np.float32)), dtype=np.float32))
    same, other = ngrams.row("where is my parcel"), ngrams.row("zzz")
    assert np.allclose(votes.of(same), (grams @ grams.T).toarray()[0, 0] * np.array([0.5, -2.0]), atol=5e-3)
    assert np.allclose(votes.of(other), 0)
    assert votes.of(ngrams.row("👍")).shape == (2,)
