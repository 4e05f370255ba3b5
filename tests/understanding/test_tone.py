"""The learned signal on sentences that none of the graded ones repeats."""

from collections.abc import Callable

import numpy as np
import pytest

from bot.understanding.graded import Graded
from bot.understanding.lexicon import Lexicon, find_cues
from bot.understanding.meaning import meaning
from bot.understanding.signs import sign_row
from bot.understanding.tone import Heard, learn
from bot.understanding.tones import Tones

Hear = Callable[[str], Heard]


@pytest.fixture(scope="module")
def hear(tone: Tones, lexicons: list[Lexicon]) -> Hear:
    def hear(text: str) -> Heard:
        return tone.hear(text, meaning(text), sign_row(text, find_cues(text, lexicons), tone.sign_names))

    return hear


@pytest.mark.parametrize(
    ("calm", "bitter"),
    [
        ("could you tell me when it arrives", "how many more weeks of excuses do I have to listen to"),
        ("kiedy dojdzie przesyłka", "ile jeszcze tygodni mam słuchać wymówek"),
        ("kdy zásilka dorazí", "kolik dalších týdnů mám poslouchat výmluvy"),
        ("когда придёт посылка", "сколько ещё недель слушать ваши отговорки"),
    ],
)
def test_bitter_sounds_worse_than_calm_in_every_language(hear: Hear, calm: str, bitter: str) -> None:
    assert hear(calm).frustration < 0.25
    assert hear(bitter).frustration > hear(calm).frustration + 0.2


@pytest.mark.parametrize(
    ("harmless", "serious"),
    [
        ("do you stock a fire blanket for caravans", "the caravan heater sent flames up the curtain"),
        ("szukam czujnika gazu do kampera", "z butli w kamperze ulatnia się gaz i boli nas głowa"),
        ("hledám detektor plynu do karavanu", "z bomby v karavanu uniká plyn a bolí nás hlava"),
        ("ищу датчик газа в автодом", "в автодоме утечка газа от вашей плитки и болит голова"),
    ],
)
def test_a_danger_told_calmly_is_serious_and_its_product_is_not(hear: Hear, harmless: str, serious: str) -> None:
    assert hear(harmless).serious[2] < 0.3
    assert hear(serious).serious[2] > 0.5


@pytest.mark.parametrize(
    "insult", ["you brainless robot", "ty bezmózgi robocie", "ty jsi ale blbej robot", "безмозглый ты робот"]
)
def test_an_insult_is_abuse_and_a_broken_parcel_is_not(hear: Hear, insult: str) -> None:
    assert hear(insult).abuse >= 0.5
    assert hear("the parcel is a bloody mess").abuse < 0.5


def test_the_most_similar_serious_sentences_name_the_kind(hear: Hear) -> None:
    assert hear("touching the fridge door makes my arm prickle").kinds[4] == "electric shock"
    assert hear("somebody took over my account and ordered phones").kinds[4] == "fraud or account takeover"


@pytest.mark.parametrize("text", ["", "hi", "x" * 900, "!!!", "\u200b\u202e", "שלום", "1 2 3", "ok ок oké"])
def test_every_answer_lies_between_zero_and_one(hear: Hear, text: str) -> None:
    heard = hear(text)
    assert all(0 <= answer <= 1 for answer in (heard.frustration, heard.abuse, *heard.serious))


def test_what_is_unlike_everything_learned_is_calm(hear: Hear) -> None:
    assert hear("x" * 900).frustration < 0.4
    assert hear("שלום עולם").serious[2] < 0.5


def test_the_levels_part_where_sentences_not_seen_part() -> None:
    graded = [Graded(level, 2 * (level > 1), 0, f"word{level} {n}") for level in range(4) for n in range(30)]
    apart = np.repeat(np.eye(4, dtype=np.float32), 30, axis=0) + 0.02 * np.random.RandomState(0).randn(120, 4)
    model, _ = learn(graded, apart.astype(np.float32), np.zeros((120, 1), dtype=np.float32), ("none",))
    heard = [model.hear(f"word{level} 99", np.eye(4)[level], np.zeros(1)).frustration for level in range(4)]
    assert [sum(score >= limit for limit in (0.25, 0.5, 0.75)) for score in heard] == [0, 1, 2, 3]
