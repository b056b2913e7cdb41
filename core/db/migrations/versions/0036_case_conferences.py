"""case conferences."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conference",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("record_id", sa.String(length=13), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("filed_by", sa.String(length=13), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_conference_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "record_id"],
            ["record.county_id", "record.id"],
            name=op.f("fk_conference_county_id_record_id_record"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_conference")),
    )
    with op.batch_alter_table("conference", schema=None) as batch_op:
        batch_op.create_index("ix_conference_case", ["county_id", "case_id"], unique=False)
        batch_op.create_index("ix_conference_held", ["county_id", "held_on"], unique=False)

    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("conferred_on", sa.Date(), nullable=True))
