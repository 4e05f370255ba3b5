"""The demo shop behind the actions, as in tests/actions."""

from tests.actions.conftest import given, shelf

__all__ = ["given", "shelf"]
