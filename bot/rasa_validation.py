"""What `rasa data validate` and a training would object to, in process and with the line: domain, stories, rules."""

import contextlib
import io
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from rasa.core.policies.rule_policy import InvalidRule, RulePolicy
from rasa.core.training.story_conflict import find_story_conflicts
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrainingDataGenerator
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.validator import Validator

from bot.policy.topics import CHOOSE, FALLBACK
from bot.responses.linter.finding import Finding

EXPECTED = (
    "Slot auto-fill has been removed",  # said whatever the slots are
    "is not used in any story or rule",  # the policy component says most responses; the linter knows which
    f"The intent '{FALLBACK}' is listed",  # the classifier's own word for "not understood", without examples
    f"The intent '{CHOOSE}' is listed",  # of buttons only; words that choose are read by bot/recovery/fair.py
)
SEARCHED = ("data/stories", "data/rules", "domain.yml", "config.yml", "data/nlu")
"""Where a name of a complaint is looked for, in this order."""
BLOCK = r"^\s*- (?:story|rule): [\"']?{name}[\"']?\s*$"
AGREE = "Change or delete the one that is wrong; a rule always wins over a story."


class _RulesAlone(RulePolicy):
    """Rasa's own check, which runs at the start of every training, without the model it would write."""

    def persist(self) -> None:
        """Nothing to keep."""


def validate(root: Path, examples: bool = True) -> list[Finding]:
    """Takes seconds; without `examples` (data/nlu) a second. Rasa must have been made lean first (bot/cli.py)."""
    with _complaints() as heard:
        try:
            importer = _importer(root)
            found = list(_contradictions(root, importer.get_domain(), importer.get_stories()))
            if examples:
                _ask_the_validator(importer)
        except RasaException as error:
            return [_finding(root, str(error), "Rasa cannot read this", "See Rasa's message.")]
    return [*found, *(_finding(root, one, "Rasa's validation", "See Rasa's message.") for one in heard())]


@contextlib.contextmanager
def _complaints() -> Iterator[Callable[[], list[str]]]:
    """Rasa's validator tells by warnings, among progress bars."""
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("always", UserWarning)
        yield lambda: [
            str(warning.message)
            for warning in caught
            if warning.category is UserWarning and not any(known in str(warning.message) for known in EXPECTED)
        ]


def _contradictions(root: Path, domain: Domain, stories: StoryGraph) -> Iterator[Finding]:
    for conflict in find_story_conflicts(_generator(domain, stories).generate_story_trackers(), domain):
        yield _finding(root, str(conflict), "two stories contradict each other", AGREE)
    context = ExecutionContext(GraphSchema({}))
    storage = LocalModelStorage(root)  # never written to
    policy = _RulesAlone(RulePolicy.get_default_config(), storage, Resource("check"), context)
    try:
        policy.train(_generator(domain, stories).generate(), domain)
    except InvalidRule as error:
        complaints = [line for line in error.message.splitlines() if line.startswith("- ")] or [error.message]
        for complaint in complaints:
            yield _finding(root, complaint.removeprefix("- "), "rules and stories contradict each other", AGREE)


def _generator(domain: Domain, stories: StoryGraph) -> TrainingDataGenerator:
    """Good for one use: a second one would find nothing left to walk through."""
    return TrainingDataGenerator(stories, domain, remove_duplicates=False, augmentation_factor=0)


def _importer(root: Path) -> TrainingDataImporter:
    config, domain, data = (str(root / name) for name in ("config.yml", "domain.yml", "data"))
    return TrainingDataImporter.load_from_config(config, domain, [data])


def _ask_the_validator(importer: TrainingDataImporter) -> None:
    """What `rasa data validate` asks, but for the stories, which were looked at already."""
    validator = Validator.from_importer(importer)
    validator.verify_domain_validity()
    validator.verify_nlu()
    validator.verify_actions_in_stories_rules()
    validator.verify_forms_in_stories_rules()
    validator.verify_form_slots()
    validator.verify_slot_mappings()
    validator.warn_if_config_mandatory_keys_are_not_set()


def _finding(root: Path, complaint: str, rule: str, better: str) -> Finding:
    """At the first name it quotes that stands somewhere; the story before the rule, the domain before examples."""
    names = re.findall(r"'([^'\n]+)'", complaint)
    places = [place for name in names for place in _places(root, name)]
    blocks = [place for place in places if place[2]]
    file, line, _ = (blocks or places or [("domain.yml", 1, False)])[0]
    others = ", ".join(f"{file}:{line}" for file, line, _ in blocks[1:])
    return Finding(file, line, rule, " ".join(complaint.split()), f"{better} See also {others}." if others else better)


def _places(root: Path, name: str) -> Iterator[tuple[str, int, bool]]:
    """File, line, and whether it is the head of a story or rule."""
    block, mention = re.compile(BLOCK.format(name=re.escape(name))), re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    for path in (p for place in SEARCHED for p in sorted((root / place).rglob("*.yml")) or [root / place]):
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
        file = path.relative_to(root).as_posix()
        found = [(n, bool(block.search(line))) for n, line in enumerate(lines, 1) if mention.search(line)]
        yield from ((file, n, head) for n, head in sorted(found, key=lambda one: not one[1])[:1])
