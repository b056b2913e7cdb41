"""what was promised, how a family is rated."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rating",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("before", sa.String(length=20), nullable=False),
        sa.Column("proposed", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("grounds_box", sa.LargeBinary(), nullable=True),
        sa.Column("reason_box", sa.LargeBinary(), nullable=True),
        sa.Column("decided_by", sa.String(length=13), nullable=False),
        sa.Column("decided_at", Instant(), nullable=False),
        sa.Column("second_by", sa.String(length=13), nullable=True),
        sa.Column("second_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_rating_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_rating")),
    )
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.create_index("ix_rating_asked", ["county_id", "state"], unique=False)
        batch_op.create_index(
            "ix_rating_case", ["county_id", "case_id", "decided_at"], unique=False
        )

    op.create_table(
        "promise",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("item_id", sa.String(length=13), nullable=False),
        sa.Column("record_id", sa.String(length=13), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what_box", sa.LargeBinary(), nullable=True),
        sa.Column("by_id", sa.String(length=13), nullable=False),
        sa.Column("to_id", sa.String(length=13), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("said_by", sa.String(length=13), nullable=True),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_promise_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "item_id"],
            ["service_item.county_id", "service_item.id"],
            name=op.f("fk_promise_county_id_item_id_service_item"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "record_id"],
            ["record.county_id", "record.id"],
            name=op.f("fk_promise_county_id_record_id_record"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_promise")),
        sa.UniqueConstraint(
            "county_id", "record_id", "number", name=op.f("uq_promise_county_id_record_id_number")
        ),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index("ix_promise_case", ["county_id", "case_id", "replaced"], unique=False)
        batch_op.create_index("ix_promise_due", ["county_id", "due_on", "state"], unique=False)

    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("warning_scheme", sa.String(length=40), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("warning", sa.String(length=20), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("warning_on", sa.Date(), nullable=True))
        batch_op.create_index(
            "ix_case_file_tracker", ["county_id", "tracker_id", "received_at"], unique=False
        )

    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.add_column(sa.Column("missed", sa.Integer(), nullable=False, server_default="0"))
