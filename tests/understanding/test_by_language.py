from bot.understanding.by_language import learn_each


def test_each_language_is_learned_once_and_the_one_of_most_examples_first() -> None:
    assert list(learn_each(["en", "pl", "pl", None], lambda language: f"{language} learned").items()) == [
        ("pl", "pl learned"),
        ("en", "en learned"),
        (None, "None learned"),
    ]
