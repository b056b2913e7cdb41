"""co-handling across towns."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "co_handling",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("lead_id", sa.String(length=13), nullable=False),
        sa.Column("reason_box", sa.LargeBinary(), nullable=True),
        sa.Column("ordered_at", Instant(), nullable=False),
        sa.Column("ordered_by", sa.String(length=13), nullable=False),
        sa.Column("outcome_box", sa.LargeBinary(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_by", sa.String(length=13), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_co_handling_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_co_handling")),
    )
    with op.batch_alter_table("co_handling", schema=None) as batch_op:
        batch_op.create_index("ix_co_handling_case", ["county_id", "case_id"], unique=False)

    op.create_table(
        "co_part",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("order_id", sa.String(length=13), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.Column("duty_box", sa.LargeBinary(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reply_by", Instant(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("answer_box", sa.LargeBinary(), nullable=True),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("result_box", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_co_part_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "order_id"],
            ["co_handling.county_id", "co_handling.id"],
            name=op.f("fk_co_part_county_id_order_id_co_handling"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_co_part_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_co_part")),
        sa.UniqueConstraint(
            "county_id", "order_id", "point_id", name=op.f("uq_co_part_county_id_order_id_point_id")
        ),
    )
    with op.batch_alter_table("co_part", schema=None) as batch_op:
        batch_op.create_index("ix_co_part_case", ["county_id", "case_id"], unique=False)

    with op.batch_alter_table("case_point", schema=None) as batch_op:
        batch_op.add_column(sa.Column("until", Instant(), nullable=True))
