"""keep drafts."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("author_id", sa.String(length=13), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("answers_box", sa.LargeBinary(), nullable=True),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_draft")),
        sa.UniqueConstraint(
            "county_id", "author_id", "place", name=op.f("uq_draft_county_id_author_id_place")
        ),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_draft_county_id_kept_at"), ["county_id", "kept_at"], unique=False
        )
