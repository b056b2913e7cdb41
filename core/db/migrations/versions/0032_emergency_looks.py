"""emergency looks."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0032"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "glass",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("reason_box", sa.LargeBinary(), nullable=True),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("remark_box", sa.LargeBinary(), nullable=True),
        sa.Column("reviewed_at", Instant(), nullable=True),
        sa.Column("reviewed_by", sa.String(length=13), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_glass_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_glass")),
    )
    with op.batch_alter_table("glass", schema=None) as batch_op:
        batch_op.create_index(
            "ix_glass_account", ["county_id", "account_id", "opened_at"], unique=False
        )
        batch_op.create_index("ix_glass_case", ["county_id", "case_id"], unique=False)
        batch_op.create_index(
            "ix_glass_review", ["county_id", "verdict", "opened_at"], unique=False
        )
