from bot.conversation.scores import scores_of


def test_what_the_desk_sees_of_a_message() -> None:
    parsed = {
        "intent": {"name": "late_delivery", "confidence": 0.87654},
        "language": "pl",
        "frustration": 0.41239,
        "frustration_reasons": ["capitals"],
        "abuse": 0.1,
        "severity": 2,
        "severity_cue": "lost parcel",
        "wants_human": True,
        "entities": [{"entity": "email"}],
        "text": "private words",
    }
    assert scores_of(parsed) == {
        "intent": "late_delivery",
        "confidence": 0.877,
        "language": "pl",
        "frustration": 0.412,
        "frustration_reasons": ["capitals"],
        "abuse": 0.1,
        "severity": 2,
        "severity_cue": "lost parcel",
        "wants_human": True,
    }


def test_a_button_press_has_no_feelings() -> None:
    scores = scores_of({"intent": {"name": "affirm", "confidence": 1.0}})
    assert (scores["frustration"], scores["severity"], scores["language"]) == (0.0, 0, None)
    assert (scores["frustration_reasons"], scores["wants_human"]) == ([], False)


def test_nothing_understood() -> None:
    assert scores_of({"intent": None})["intent"] is None
