"""registers."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_entry",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("same_hash", sa.String(length=64), nullable=True),
        sa.Column("form", sa.String(length=80), nullable=False),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("data_box", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(length=13), nullable=False),
        sa.Column("filed_at", Instant(), nullable=False),
        sa.Column("voided_at", Instant(), nullable=True),
        sa.Column("voided_by", sa.String(length=13), nullable=True),
        sa.Column("reason_box", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_register_entry_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_register_entry")),
    )
    with op.batch_alter_table("register_entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_register_entry_day", ["county_id", "service", "register", "on"], unique=False
        )
        batch_op.create_index(
            "ix_register_entry_same",
            ["county_id", "register", "point_id", "same_hash"],
            unique=False,
        )

    op.create_table(
        "register_event",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("entry_id", sa.String(length=13), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=80), nullable=False),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("data_box", sa.LargeBinary(), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.String(length=13), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "entry_id"],
            ["register_entry.county_id", "register_entry.id"],
            name=op.f("fk_register_event_county_id_entry_id_register_entry"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_register_event")),
    )
    with op.batch_alter_table("register_event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_register_event_entry", ["county_id", "entry_id", "seq"], unique=False
        )
