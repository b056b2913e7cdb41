"""duty calendar addresses."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0041"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duty_feed",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_duty_feed")),
        sa.UniqueConstraint(
            "county_id", "token_hash", name=op.f("uq_duty_feed_county_id_token_hash")
        ),
    )
    with op.batch_alter_table("duty_feed", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_duty_feed_county_id_account_id"),
            ["county_id", "account_id"],
            unique=False,
        )
