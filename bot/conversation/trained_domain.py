"""The domain of a trained model, read once.

Rasa reads it four times at every start: is it a domain, does it fit the schema (by the slow reader that knows lines),
and twice for what is in it (domain.py:289). It was checked when the model was trained, and Rasa itself wrote it.
"""

from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.shared.core.domain import Domain
from rasa.shared.utils.io import read_yaml_file


class TrainedDomain(DomainProvider):
    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "TrainedDomain":
        """Raises FileNotFoundError for a model without a domain."""
        with model_storage.read_from(resource) as folder:
            domain = Domain.from_dict(dict(read_yaml_file(folder / "domain.yml")))
        return cls(model_storage, resource, domain)
