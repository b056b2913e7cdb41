"""Questions to a second person whether a case may be sealed no longer."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0033"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unsealing",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("reason_box", sa.LargeBinary(), nullable=True),
        sa.Column("asked_by", sa.String(length=13), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("second_id", sa.String(length=13), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answer_box", sa.LargeBinary(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_by", sa.String(length=13), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_unsealing_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_unsealing")),
    )
    with op.batch_alter_table("unsealing", schema=None) as batch_op:
        batch_op.create_index(
            "ix_unsealing_case", ["county_id", "case_id", "asked_at"], unique=False
        )
        batch_op.create_index(
            "ix_unsealing_second", ["county_id", "second_id", "state"], unique=False
        )
