"""Who needs TensorFlow, what Rasa is given, and what is read from its answer."""

import yaml

from scripts.eval import contest, diet


def test_only_diet_is_served_with_tensorflow() -> None:
    needs = [contest.needs_tensorflow(contestant.pipeline) for contestant in diet.contestants(epochs=1)]
    assert needs == [False, True, True]


def test_rasa_is_given_a_whole_configuration() -> None:
    written = yaml.safe_load(contest.configuration(diet.SPARSE))
    assert written["recipe"] == "default.v1"
    assert written["pipeline"] == list(diet.SPARSE)


def test_the_answer_is_the_best_of_the_ranking_before_any_fallback() -> None:
    ranking = [{"name": "thanks", "confidence": 0.3}, {"name": "bye", "confidence": 0.1}]
    assert contest.best({"intent": {"name": "nlu_fallback"}, "intent_ranking": ranking}) == ("thanks", 0.3)
    assert contest.best({"intent": {"name": "nlu_fallback"}, "intent_ranking": []}) == (None, 0.0)
