"""Runs the model's graph node by node in a fixed order.

Rasa's dask runner works out the order anew for every message and writes all inputs, tracker included, into a log
line that is never shown (engine/runner/dask.py:80-104). The order never changes after loading, so it is kept.
"""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphNodeHook, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.storage import ModelStorage
from rasa.graph_components.providers.domain_provider import DomainProvider

from bot.conversation.trained_domain import TrainedDomain


class OrderedGraphRunner(DaskGraphRunner):
    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> "OrderedGraphRunner":
        for node in graph_schema.nodes.values():
            node.uses = TrainedDomain if node.uses is DomainProvider else node.uses
        return cls(graph_schema, model_storage, execution_context, hooks)

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        wanted = tuple(targets or self._graph_schema.target_names)
        results: dict[str, tuple[str, Any]] = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needs in self._order(wanted):
            results[name] = self._instantiated_nodes[name](*(results[need] for need in needs))
        return {name: results[name][1] for name in wanted}

    def _order(self, targets: tuple[str, ...]) -> list[tuple[str, list[str]]]:
        plans: dict[tuple[str, ...], list[tuple[str, list[str]]]] = self.__dict__.setdefault("_plans", {})
        if targets not in plans:
            plans[targets] = _topological(self._graph_schema.minimal_graph_schema(list(targets)))
        return plans[targets]


def _topological(schema: GraphSchema) -> list[tuple[str, list[str]]]:
    """Nodes with what they need, needs first. Names that are no node are inputs of the run."""
    ordered: dict[str, list[str]] = {}

    def visit(name: str) -> None:
        if name in schema.nodes and name not in ordered:
            needs = list(schema.nodes[name].needs.values())
            for need in needs:
                visit(need)
            ordered[name] = needs

    for name in schema.nodes:
        visit(name)
    return list(ordered.items())
