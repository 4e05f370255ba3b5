from bot.understanding.transliteration import in_latin


def test_each_word_in_the_next_habit() -> None:
    assert in_latin(["мой", "мой", "мой"]) == ["moy", "moi", "moj"]
    assert set(in_latin(["хочу"] * 4)) >= {"hochu", "khochu"}


def test_no_cyrillic_letter_is_left() -> None:
    assert "".join(in_latin(["съешьещёэтихмягкихфранцузскихбулокжвыпейчаюіїєґў"] * 4)).isascii()
