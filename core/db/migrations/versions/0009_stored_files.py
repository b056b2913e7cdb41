"""stored files."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stored_file",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name_box", sa.LargeBinary(), nullable=True),
        sa.Column("secret_box", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sha256_sent", sa.String(length=64), nullable=False),
        sa.Column("sent_by", sa.String(length=13), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=True),
        sa.Column("item_id", sa.String(length=13), nullable=True),
        sa.Column("record_id", sa.String(length=13), nullable=True),
        sa.Column("about", sa.String(length=13), nullable=False),
        sa.Column("author_only", sa.Boolean(), nullable=False),
        sa.Column("title_box", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=13), nullable=True),
        sa.Column("reason_box", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "state IN ('staged', 'kept', 'withdrawn')", name=op.f("ck_stored_file_state")
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_stored_file_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "item_id"],
            ["service_item.county_id", "service_item.id"],
            name=op.f("fk_stored_file_county_id_item_id_service_item"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "record_id"],
            ["record.county_id", "record.id"],
            name=op.f("fk_stored_file_county_id_record_id_record"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_stored_file")),
    )
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_stored_file_county_id_case_id"), ["county_id", "case_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_stored_file_county_id_state_sent_at"),
            ["county_id", "state", "sent_at"],
            unique=False,
        )
