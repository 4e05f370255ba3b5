"""`firstline nlu-bench`: config.yml's own intent pipeline, trained on one table of texts and asked about another."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any, NamedTuple

from rasa.engine.graph import ExecutionContext, GraphSchema, SchemaNode
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.data import TrainingType
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_model_configuration

from bot.errors import BadFile, Misconfigured
from bot.settings import ROOT
from bot.understanding.identifiers import has_words
from bot.understanding.labelled import Labelled, read_labelled, write_rows

CONFIG = ROOT / "config.yml"
HEADER = ("text", "label", "predicted", "confidence")


class Predicted(NamedTuple):
    """label: the best that was learned, before any fallback; confidence 0-1, 0 for a text without words."""

    label: str
    confidence: float


class Outcome(NamedTuple):
    rows: int
    right: int
    trained_s: float

    def __str__(self) -> str:
        share = 100 * self.right / self.rows
        return f"{share:.2f} % right ({self.right} of {self.rows}), trained in {self.trained_s:.0f} s"


def bench(train: Path, test: Path, out: Path) -> Outcome:
    """Learns the rows of `train` and writes what is predicted for those of `test`. Raises BadFile."""
    known, asked = read_labelled(train), read_labelled(test)
    if len({row.label for row in known if has_words(row.text)}) < 2:
        raise BadFile(f"{train} needs two labels that have texts with words")
    write_rows(out, HEADER, [])  # before the minutes of training
    started = monotonic()
    with TemporaryDirectory() as folder:
        pipeline = IntentPipeline.learn(known, Path(folder))
        trained_s = monotonic() - started
        predicted = [pipeline.predict(row.text) for row in asked]
    pairs = list(zip(asked, predicted, strict=True))
    write_rows(out, HEADER, [(*row, best.label, f"{best.confidence:.4f}") for row, best in pairs])
    return Outcome(len(pairs), sum(row.label == best.label for row, best in pairs), trained_s)


class IntentPipeline:
    """The components of config.yml up to the one that names an intent, each trained and loaded as Rasa does it."""

    def __init__(self, components: Sequence[Any], commonest: str) -> None:
        self._components = components
        self._commonest = commonest

    @classmethod
    def learn(cls, examples: Sequence[Labelled], folder: Path, config: Path = CONFIG) -> "IntentPipeline":
        """folder: for what the components store while they are in use."""
        storage, components = LocalModelStorage(folder), []
        data = TrainingData([Message({TEXT: e.text, INTENT: e.label}) for e in examples])
        probe = Message({TEXT: examples[0].text})
        for stage in _stages(config):
            component, data = stage.prepare(data, storage)
            components.append(component)
            component.process([probe])
            if probe.get(INTENT_RANKING_KEY) is not None:
                [(commonest, _)] = Counter(e.label for e in examples).most_common(1)
                return cls(components, commonest)
        raise Misconfigured(f"no component of {config.name} names an intent")

    def predict(self, text: str) -> Predicted:
        """Of a text without words nothing is known but which label is the commonest."""
        message = Message({TEXT: text})
        for component in self._components:
            component.process([message])
        ranking = message.get(INTENT_RANKING_KEY)
        if not ranking:
            return Predicted(self._commonest, 0.0)
        return Predicted(ranking[0][INTENT_NAME_KEY], ranking[0][PREDICTED_CONFIDENCE_KEY])


class _Stage(NamedTuple):
    """One entry of the pipeline; train, featurise: its nodes of Rasa's training graph, where it has them."""

    name: str
    use: SchemaNode
    train: SchemaNode | None
    featurise: SchemaNode | None

    def prepare(self, data: TrainingData, storage: LocalModelStorage) -> tuple[Any, TrainingData]:
        """The component as it will answer, and the data as the next one sees it."""
        resource = Resource(self.name)
        context = ExecutionContext(GraphSchema({}), node_name=self.name)
        config = {**self.use.uses.get_default_config(), **self.use.config}
        if self.train is not None:
            self.use.uses.create(config, storage, resource, context).train(data)
        component = self.use.uses.load(config, storage, resource, context)
        return component, component.process_training_data(data) if self.featurise is not None else data


def _stages(config: Path) -> Iterator[_Stage]:
    configured = read_model_configuration(config)
    graph = DefaultV1Recipe().graph_config_for_recipe(configured, {}, TrainingType.NLU)
    learning, serving = graph.train_schema.nodes, graph.predict_schema.nodes
    for number, entry in enumerate(configured["pipeline"]):
        name = f"{entry['name']}{number}"
        use = serving[f"run_{name}"]
        yield _Stage(name, use, learning.get(f"train_{name}"), learning.get(f"run_{name}"))
