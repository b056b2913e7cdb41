"""Keep what a county answered on the settings form of a function."""

import sqlalchemy as sa
from alembic import op

from core.db import Document, Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plugin_settings",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("plugin", sa.String(length=31), nullable=False),
        sa.Column("data", Document, nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(length=13), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_plugin_settings")),
        sa.UniqueConstraint(
            "county_id", "plugin", name=op.f("uq_plugin_settings_county_id_plugin")
        ),
    )
