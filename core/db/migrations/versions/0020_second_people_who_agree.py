"""second people who agree."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "approval",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("item_id", sa.String(length=13), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("step_title", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("about_box", sa.LargeBinary(), nullable=True),
        sa.Column("answers_box", sa.LargeBinary(), nullable=True),
        sa.Column("why_box", sa.LargeBinary(), nullable=True),
        sa.Column("asked_by", sa.String(length=13), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("second_id", sa.String(length=13), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_by", sa.String(length=13), nullable=True),
        sa.Column("reason_box", sa.LargeBinary(), nullable=True),
        sa.Column("record_id", sa.String(length=13), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_approval_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "item_id"],
            ["service_item.county_id", "service_item.id"],
            name=op.f("fk_approval_county_id_item_id_service_item"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_approval")),
    )
    with op.batch_alter_table("approval", schema=None) as batch_op:
        batch_op.create_index(
            "ix_approval_asked", ["county_id", "service", "asked_at"], unique=False
        )
        batch_op.create_index("ix_approval_case", ["county_id", "case_id"], unique=False)
        batch_op.create_index("ix_approval_item", ["county_id", "item_id", "state"], unique=False)
        batch_op.create_index(
            "ix_approval_second", ["county_id", "second_id", "state"], unique=False
        )
