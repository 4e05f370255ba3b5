from bot.understanding.slips import slips


def test_some_words_are_mistyped_always_in_the_same_way() -> None:
    words = ["dlouho", "zakaz", "paczka"] * 100
    mistyped = list(slips(words))
    assert 10 < len(mistyped) < 100
    assert mistyped == list(slips(words))
    assert {"dlohuo", "zkaaz", "paczkka"} & {*mistyped, *slips(words * 20)}


def test_a_word_of_two_letters_is_left_alone() -> None:
    assert list(slips(["to"] * 1000)) == []


def test_a_slip_is_one_letter_away() -> None:
    assert {len(slip) for slip in slips(["objednavka"] * 500)} == {9, 10, 11}
