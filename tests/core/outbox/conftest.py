"""The small ground, for the outbox."""

from tests.core.outbox.ground import app, database, ground_database, ground_file

__all__ = ["app", "database", "ground_database", "ground_file"]
