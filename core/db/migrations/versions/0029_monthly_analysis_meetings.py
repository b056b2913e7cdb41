"""monthly analysis meetings."""

import sqlalchemy as sa
from alembic import op

from core.db import Document, Instant

revision = "0029"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "analysis_meeting",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("points", Document, nullable=False),
        sa.Column("called_by", sa.String(length=13), nullable=False),
        sa.Column("called_at", Instant(), nullable=False),
        sa.Column("called_box", sa.LargeBinary(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("held_at", Instant(), nullable=True),
        sa.Column("recorder_id", sa.String(length=13), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("minutes_box", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", Instant(), nullable=True),
        sa.Column("voided_by", sa.String(length=13), nullable=True),
        sa.Column("reason_box", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_analysis_meeting_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_analysis_meeting")),
    )
    with op.batch_alter_table("analysis_meeting", schema=None) as batch_op:
        batch_op.create_index("ix_analysis_meeting_month", ["county_id", "month"], unique=False)

    op.create_table(
        "meeting_person",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("meeting_id", sa.String(length=13), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "meeting_id"],
            ["analysis_meeting.county_id", "analysis_meeting.id"],
            name=op.f("fk_meeting_person_county_id_meeting_id_analysis_meeting"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_meeting_person")),
        sa.UniqueConstraint(
            "county_id",
            "meeting_id",
            "account_id",
            name=op.f("uq_meeting_person_county_id_meeting_id_account_id"),
        ),
    )
    with op.batch_alter_table("meeting_person", schema=None) as batch_op:
        batch_op.create_index(
            "ix_meeting_person_account", ["county_id", "account_id"], unique=False
        )

    op.create_table(
        "meeting_point",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("meeting_id", sa.String(length=13), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "meeting_id"],
            ["analysis_meeting.county_id", "analysis_meeting.id"],
            name=op.f("fk_meeting_point_county_id_meeting_id_analysis_meeting"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_meeting_point_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_meeting_point")),
        sa.UniqueConstraint(
            "county_id", "point_id", "month", name=op.f("uq_meeting_point_county_id_point_id_month")
        ),
    )
    with op.batch_alter_table("meeting_point", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_point_meeting", ["county_id", "meeting_id"], unique=False)

    op.create_table(
        "meeting_topic",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("meeting_id", sa.String(length=13), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=True),
        sa.Column("risk", sa.String(length=10), nullable=False),
        sa.Column("discussion_box", sa.LargeBinary(), nullable=True),
        sa.Column("decision_box", sa.LargeBinary(), nullable=True),
        sa.Column("owner_id", sa.String(length=13), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("task_id", sa.String(length=13), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_meeting_topic_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "meeting_id"],
            ["analysis_meeting.county_id", "analysis_meeting.id"],
            name=op.f("fk_meeting_topic_county_id_meeting_id_analysis_meeting"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_meeting_topic")),
    )
    with op.batch_alter_table("meeting_topic", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_topic_case", ["county_id", "case_id"], unique=False)
        batch_op.create_index(
            "ix_meeting_topic_meeting", ["county_id", "meeting_id", "seq"], unique=False
        )
        batch_op.create_index("ix_meeting_topic_owner", ["county_id", "owner_id"], unique=False)

    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("meeting_id", sa.String(length=13), nullable=True))
