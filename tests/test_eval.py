"""The pure parts of `make eval`; what it measures is held to floors in tests/understanding/test_heldback.py."""

import math
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import BadFile
from bot.understanding.labelled import Labelled
from scripts.eval import confusion, intents, moods, public, report
from scripts.eval.figures import Row, auc, bins, calibration_error, found, share
from scripts.eval.hearing import Heard, heard
from scripts.eval.heldback import Feeling, Spoken, Wish, without_diacritics
from scripts.eval.intents import Answer

CALM = Heard("track_order", 0.9, "track_order", 0.9, None, "en", 0.1, 0.0, 0, False)


def answer(
    wished: str, understood: str, *, sure: float = 0.9, second: tuple[str | None, str | None] = (None, None)
) -> Answer:
    wish = Wish(f"{wished}|\n{understood}", wished, "en", "plain", second[0])
    return Answer(wish, replace(CALM, intent=understood, best=understood, confidence=sure, sure=sure, second=second[1]))


def refusal(wished: str, best: str) -> Answer:
    given = answer(wished, "nlu_fallback", sure=0.7)
    return given._replace(heard=replace(given.heard, best=best, sure=0.3))


def test_a_share_of_nothing_is_no_number() -> None:
    assert share([1, 2, 3, 4], lambda n: n > 1) == 0.75
    assert math.isnan(share([], bool))


def test_the_area_under_the_curve_is_the_chance_to_rank_a_pair_rightly() -> None:
    assert auc([True, True, False, False], [0.9, 0.3, 0.4, 0.1]) == 0.75
    assert math.isnan(auc([True, True], [0.1, 0.2]))


def test_recall_is_of_those_that_are_and_precision_of_those_that_were_named() -> None:
    pairs = [(True, True), (True, False), (True, False), (False, True), (False, False)]
    assert found(pairs) == (1 / 3, 1 / 2)


def test_the_calibration_error_weighs_each_bin_by_its_answers() -> None:
    answers = [(0.95, True), (0.95, True), (0.95, False), (0.25, False), (1.0, True)]
    assert [b.messages for b in bins(answers)] == [1, 4]
    assert calibration_error(answers) == pytest.approx((0.25 + 4 * abs(3.85 / 4 - 0.75)) / 5)


def test_an_ordinary_wish_taken_for_serious_is_an_alarm_and_a_fraud_is_none() -> None:
    wishes = [answer("greet", "greet").wish, answer("thank", "thank").wish, answer("fraud_report", "greet").wish]
    ears = {wishes[0].text: CALM, wishes[1].text: replace(CALM, severity=3), wishes[2].text: replace(CALM, severity=4)}
    assert moods.plain_alarms(wishes, ears).measured == 0.5


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (Row("x", 0.92, 0.92), "met"),
        (Row("x", 0.9199, 0.92), "NOT MET"),
        (Row("x", 0.05, 0.05, at_least=False), "met"),
        (Row("x", 0.0501, 0.05, at_least=False), "NOT MET"),
        (Row("x", float("nan"), 0.5), "NOT MET"),
        (Row("x", 0.1), "-"),
    ],
)
def test_a_target_is_met_at_its_limit_and_not_beyond(row: Row, met: str) -> None:
    assert row.cells()[-1] == met


def test_a_share_is_shown_in_percent_and_an_area_is_not() -> None:
    assert Row("x", 0.9234, 0.9).cells() == ("x", "92.3 %", ">= 90.0 %", "met")
    assert Row("x", 0.9234, 0.93, percent=False).cells() == ("x", "0.923", ">= 0.930", "NOT MET")


@pytest.mark.parametrize(
    ("text", "language", "plain"),
    [
        ("Zażółć gęślą jaźń, ŁÓDŹ ½", "pl", "Zazolc gesla jazn, LODZ ½"),
        ("příliš žluťoučký kůň", "cs", "prilis zlutoucky kun"),
        ("ещё мой Ёж", "ru", "еще мой Еж"),
        ("fiancé 🙂", "en", "fiance 🙂"),
    ],
)
def test_diacritics_are_left_out_as_people_leave_them_out(text: str, language: str, plain: str) -> None:
    assert without_diacritics(text, language) == plain


def test_the_fallback_is_wrong_and_a_refusal() -> None:
    given = [answer("get_refund", "get_refund"), refusal("get_refund", "get_refund"), answer("greet", "out_of_scope")]
    assert intents.accuracy(given) == pytest.approx(1 / 3)
    assert intents.wrongly_refused(given) == pytest.approx(2 / 3)


def test_what_is_out_of_scope_may_be_refused_either_way() -> None:
    given = [answer("out_of_scope", "out_of_scope"), refusal("out_of_scope", "greet"), answer("out_of_scope", "greet")]
    assert intents.rightly_refused(given) == pytest.approx(2 / 3)
    assert math.isnan(intents.wrongly_refused(given))


def test_the_second_wish_counts_by_itself_and_both_in_any_order() -> None:
    given = [
        answer("track_order", "track_order", second=("get_invoice", "get_invoice")),
        answer("track_order", "get_invoice", second=("get_invoice", "track_order")),
        answer("track_order", "track_order", second=("get_invoice", None)),
        answer("track_order", "track_order"),
    ]
    assert intents.second_found(given) == pytest.approx(1 / 3)
    assert intents.both_found(given) == pytest.approx(2 / 3)


def test_the_worst_errors_are_the_most_confident_ones_and_no_refusals() -> None:
    given = [answer("a", "b", sure=0.5), answer("a", "c", sure=0.8), answer("a", "a", sure=0.9), refusal("a", "b")]
    assert [wrong.heard.intent for wrong in intents.worst(given)] == ["c", "b"]


def test_confidence_is_judged_by_the_best_intent_before_the_fallback() -> None:
    assert intents.sureness([refusal("greet", "greet"), answer("a", "b")]) == [(0.3, True), (0.9, False)]


def test_parse_data_is_read_with_its_second_wish() -> None:
    parse = {
        "intent": {"name": "nlu_fallback", "confidence": 0.7},
        "intent_ranking": [{"name": "greet", "confidence": 0.3}],
        "second_intent": {"name": "get_invoice", "confidence": 0.8},
    }
    one = heard(parse)
    assert (one.intent, one.best, one.sure, one.second, one.refused) == (
        "nlu_fallback",
        "greet",
        0.3,
        "get_invoice",
        True,
    )
    assert heard({**parse, "intent_ranking": [], "second_intent": None}).best is None


def test_ten_of_each_label_are_drawn_and_the_same_ones_again() -> None:
    rows = [Labelled(f"{label} {n}", label) for label in "ab" for n in range(30)]
    drawn = public.few_each(rows, seed=1)
    assert [row.label for row in drawn] == ["a"] * 10 + ["b"] * 10
    assert len(set(drawn)) == 20
    assert drawn == public.few_each(rows, seed=1) != public.few_each(rows, seed=2)


def test_a_folder_that_was_asked_for_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert public.folder(tmp_path) == tmp_path
    monkeypatch.setenv(public.VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(BadFile, match="nowhere"):
        public.folder(None)


@pytest.fixture
def measured() -> report.Measured:
    given = [answer("track_order", "get_refund"), answer("out_of_scope", "out_of_scope")]
    feelings = [
        Feeling("hi", "en", 0, 0, False, None, "lookalike"),
        Feeling("liars!", "en", 3, 3, True, True, "severe"),
    ]
    ears = {"hi": CALM, "liars!": replace(CALM, frustration=0.9, severity=4), "where is it now": CALM}
    ears |= {one.wish.text: CALM for one in given}
    return report.Measured(given, given, feelings, [Spoken("where is it now", "en")], ears, [Row("Bitext", 0.5, 0.88)])


def test_the_report_begins_with_the_verdict_and_ends_with_the_worst_error(measured: report.Measured) -> None:
    text = report.markdown(measured, "confusion.png")
    assert "| Bitext | 50.0 % | >= 88.0 % | NOT MET |" in text.split("##")[0]
    assert "![the commonest confusions](confusion.png)" in text
    assert text.splitlines()[-1] == "| 0.90 | track_order | get_refund | en, plain | track_order/ get_refund |"


def test_an_alarm_about_a_harmless_message_is_counted(measured: report.Measured) -> None:
    assert moods.false_alarms(measured.feelings, measured.ears) == 0
    assert moods.false_alarms(measured.feelings, {**measured.ears, "hi": replace(CALM, severity=3)}) == 1


def test_the_picture_shows_what_was_taken_for_what(tmp_path: Path) -> None:
    given = [answer("a", "b")] * 3 + [answer("a", "c"), answer("b", "b")]
    assert confusion.confused(given) == {("a", "b"): 3, ("a", "c"): 1}
    confusion.draw(given, tmp_path / "confusion.png")
    assert (tmp_path / "confusion.png").read_bytes().startswith(b"\x89PNG")
