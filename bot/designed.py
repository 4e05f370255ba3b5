"""Reads the designers' files once, before anything starts: a mistake is told in a line, not while a customer waits."""

from pathlib import Path

from actions.shop.woocommerce.returns import load_labels
from bot.promises.follow_up_rules import load_rules
from bot.recovery.catalogue_file import load_catalogue
from bot.recovery.fair import fair_words
from bot.recovery.gesture_rules import load_gestures
from bot.recovery.wording import load_workdays
from bot.waits.hours_file import load_hours
from bot.waits.phrases_file import load_phrases


def read_designed(data: Path) -> None:
    """Raises Misconfigured with file, line and key. What is said or learned from, the linter and Rasa read."""
    load_hours(data / "opening-hours.yml")
    load_phrases(data / "waits")
    catalogue = load_catalogue(data / "compensation.yml")
    load_gestures(data / "gestures.yml", catalogue.options)
    load_rules(data / "follow-ups.yml")
    load_workdays(data / "recovery" / "workdays.yml")
    fair_words(data / "recovery" / "fair.yml")
    load_labels(data / "woocommerce" / "return-label.yml")
