from bot.responses.linter.shared import shared
from bot.responses.linter.texts import read_texts
from bot.settings import ROOT
from tests.responses.linter.written import written


def test_one_sentence_in_two_responses() -> None:
    texts = written(
        utter_order_late="It is late. The new day is {expected}.", utter_refund_late="Sorry. The new day is: {by}!"
    )
    (found,) = shared(texts)
    assert (found.rule, found.says) == (
        "utter_refund_late: shares a sentence with utter_order_late (line 2)",
        "The new day is: {by}!",
    )
    assert "other words" in found.better


def test_one_sentence_in_two_variants() -> None:
    assert len(list(shared(written(utter_review=["Thank you. One.", "Thank you. Two."])))) == 1


def test_what_is_another_sentence_each_time() -> None:
    texts = written(
        utter_cancelled="Gladly. Your reference is {reference}.", utter_invoice="Gladly. Your reference is {reference}."
    )
    assert list(shared(texts)) == []


def test_no_two_responses_of_ours() -> None:
    assert list(shared(read_texts(ROOT))) == []
