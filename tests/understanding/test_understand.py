from bot.understanding.understand import understand

PARSE = {
    "text": "where is fl10023",
    "intent": {"name": "track_order", "confidence": 0.91234},
    "intent_ranking": [],
    "entities": [{"entity": "order_number", "value": "FL-10023", "start": 9, "end": 16, "extractor": "EntityRules"}],
    "language": "en",
    "frustration": 0.1,
    "frustration_reasons": [],
    "abuse": 0.0,
    "severity": 0,
    "wants_human": False,
}


def test_the_shape_of_firstline_understand() -> None:
    assert understand(PARSE) == {
        "intent": "track_order",
        "confidence": 0.9123,
        "language": "en",
        "entities": [{"entity": "order_number", "value": "FL-10023", "start": 9, "end": 16}],
        "frustration": 0.1,
        "abuse": 0.0,
        "frustration_reasons": [],
        "severity": 0,
        "severity_cue": None,
        "wants_human": False,
    }


def test_a_history_adds_the_conversations_frustration() -> None:
    angry = [{"frustration": 0.9}, {"frustration": 0.8}]
    assert understand(PARSE, angry)["frustration_smoothed"] > 0.4


def test_a_history_gives_a_message_that_tells_no_language_the_conversations() -> None:
    polish = {"language": "pl", "language_clear_words": 3}
    assert understand({**PARSE, "language": None}, [polish])["language"] == "pl"
    assert understand({**PARSE, "language_clear_words": 1}, [polish])["language"] == "pl"
    assert understand({**PARSE, "language_clear_words": 2}, [polish])["language"] == "en"


def test_nothing_understood_has_no_intent() -> None:
    empty = understand({"intent": {"name": None, "confidence": 0.0}})
    assert (empty["intent"], empty["confidence"], empty["language"]) == (None, 0.0, None)
