import numpy as np

from bot.understanding.meaning import WIDTH, meaning, meanings


def test_a_meaning_is_a_unit_vector() -> None:
    vector = meaning("where is my parcel")
    assert vector.shape == (WIDTH,)
    assert np.isclose(np.linalg.norm(vector), 1, atol=1e-3)


def test_the_same_question_in_two_languages_means_nearly_the_same() -> None:
    english, polish, other = meanings(["where is my parcel?", "gdzie jest moja paczka?", "I like green tea"])
    assert english @ polish > english @ other + 0.2


def test_order_numbers_and_shouting_do_not_change_the_meaning() -> None:
    assert np.allclose(meaning("cancel FL-10023"), meaning("cancel FL-10999"))
    assert np.allclose(meaning("CANCEL MY ORDER"), meaning("cancel my order"))
