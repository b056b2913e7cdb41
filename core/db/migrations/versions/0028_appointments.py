"""appointments."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0028"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointment",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("shift_id", sa.String(length=13), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.String(length=13), nullable=True),
        sa.Column("party_id", sa.String(length=13), nullable=True),
        sa.Column("who_box", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason_box", sa.LargeBinary(), nullable=True),
        sa.Column("booked_by", sa.String(length=13), nullable=False),
        sa.Column("booked_at", Instant(), nullable=False),
        sa.Column("closed_by", sa.String(length=13), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('booked', 'kept', 'missed', 'cancelled')", name=op.f("ck_appointment_state")
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_appointment_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_appointment_county_id_point_id_service_point"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "shift_id"],
            ["duty_shift.county_id", "duty_shift.id"],
            name=op.f("fk_appointment_county_id_shift_id_duty_shift"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_appointment")),
        sa.UniqueConstraint(
            "county_id",
            "shift_id",
            "on",
            "starts",
            "seat",
            name=op.f("uq_appointment_county_id_shift_id_on_starts_seat"),
        ),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index("ix_appointment_case", ["county_id", "case_id"], unique=False)
        batch_op.create_index("ix_appointment_day", ["county_id", "point_id", "on"], unique=False)
