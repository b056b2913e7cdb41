"""evaluation."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "improvement",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("source_id", sa.String(length=13), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.String(length=13), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.String(length=13), nullable=True),
        sa.Column("task_id", sa.String(length=13), nullable=True),
        sa.Column("problem_box", sa.LargeBinary(), nullable=True),
        sa.Column("plan_box", sa.LargeBinary(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_box", sa.LargeBinary(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(length=13), nullable=True),
        sa.Column("check_box", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_improvement_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_improvement")),
    )
    with op.batch_alter_table("improvement", schema=None) as batch_op:
        batch_op.create_index(
            "ix_improvement_owner", ["county_id", "owner_id", "state"], unique=False
        )
        batch_op.create_index(
            "ix_improvement_state", ["county_id", "state", "due_on"], unique=False
        )

    op.create_table(
        "survey_answer",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("overall", sa.String(length=10), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("data_box", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_survey_answer_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_survey_answer")),
    )
    with op.batch_alter_table("survey_answer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_survey_answer_month", ["county_id", "month", "point_id"], unique=False
        )

    op.create_table(
        "complaint",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("matter", sa.String(length=12), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("handled_at_id", sa.String(length=13), nullable=False),
        sa.Column("counted_at_id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=True),
        sa.Column("task_id", sa.String(length=13), nullable=True),
        sa.Column("taken_by", sa.String(length=13), nullable=False),
        sa.Column("taken_at", Instant(), nullable=False),
        sa.Column("data_box", sa.LargeBinary(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("replied_by", sa.String(length=13), nullable=True),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("reply_box", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_complaint_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "counted_at_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_complaint_county_id_counted_at_id_service_point"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "handled_at_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_complaint_county_id_handled_at_id_service_point"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_complaint_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_complaint")),
    )
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_due", ["county_id", "result", "due_on"], unique=False)
        batch_op.create_index("ix_complaint_received", ["county_id", "received_on"], unique=False)

    op.create_table(
        "complaint_person",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("complaint_id", sa.String(length=13), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "complaint_id"],
            ["complaint.county_id", "complaint.id"],
            name=op.f("fk_complaint_person_county_id_complaint_id_complaint"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_complaint_person")),
        sa.UniqueConstraint(
            "county_id",
            "complaint_id",
            "account_id",
            name=op.f("uq_complaint_person_county_id_complaint_id_account_id"),
        ),
    )
    with op.batch_alter_table("complaint_person", schema=None) as batch_op:
        batch_op.create_index(
            "ix_complaint_person_account", ["county_id", "account_id"], unique=False
        )

    op.create_table(
        "survey",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("item_id", sa.String(length=13), nullable=False),
        sa.Column("party_id", sa.String(length=13), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("token_box", sa.LargeBinary(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(length=13), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("calls_box", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_survey_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "item_id"],
            ["service_item.county_id", "service_item.id"],
            name=op.f("fk_survey_county_id_item_id_service_item"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "party_id"],
            ["party.county_id", "party.id"],
            name=op.f("fk_survey_county_id_party_id_party"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_survey_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_survey")),
        sa.UniqueConstraint("county_id", "token_hash", name=op.f("uq_survey_county_id_token_hash")),
    )
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.create_index("ix_survey_case", ["county_id", "case_id"], unique=False)
        batch_op.create_index(
            "ix_survey_waiting", ["county_id", "point_id", "way", "answered", "until"], unique=False
        )
