"""Corrections of minutes."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_correction",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("meeting_id", sa.String(length=13), nullable=False),
        sa.Column("topic_id", sa.String(length=13), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=12), nullable=False),
        sa.Column("by", sa.String(length=13), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("said_box", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "meeting_id"],
            ["analysis_meeting.county_id", "analysis_meeting.id"],
            name=op.f("fk_meeting_correction_county_id_meeting_id_analysis_meeting"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "topic_id"],
            ["meeting_topic.county_id", "meeting_topic.id"],
            name=op.f("fk_meeting_correction_county_id_topic_id_meeting_topic"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_meeting_correction")),
        sa.UniqueConstraint(
            "county_id",
            "meeting_id",
            "seq",
            name=op.f("uq_meeting_correction_county_id_meeting_id_seq"),
        ),
    )
