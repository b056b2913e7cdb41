"""duty roster."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0027"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duty_away",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("deputy_id", sa.String(length=13), nullable=True),
        sa.Column("noted_by", sa.String(length=13), nullable=False),
        sa.Column("noted_at", Instant(), nullable=False),
        sa.Column("taken_back_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_duty_away")),
    )
    with op.batch_alter_table("duty_away", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_duty_away_county_id_account_id"),
            ["county_id", "account_id"],
            unique=False,
        )

    op.create_table(
        "duty_shift",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("days", sa.String(length=8), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.Column("deputy_id", sa.String(length=13), nullable=True),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=13), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.CheckConstraint("days IN ('working', 'off', 'all')", name=op.f("ck_duty_shift_days")),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_duty_shift_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_duty_shift")),
    )
    with op.batch_alter_table("duty_shift", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_duty_shift_county_id_account_id"),
            ["county_id", "account_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_duty_shift_county_id_point_id"), ["county_id", "point_id"], unique=False
        )
