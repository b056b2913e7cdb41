"""Families: what people are to each other, and who was registered twice."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kinship",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("person_id", sa.String(length=13), nullable=False),
        sa.Column("of_id", sa.String(length=13), nullable=False),
        sa.Column("code_box", sa.LargeBinary(), nullable=True),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("said_by", sa.String(length=13), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.Column("replaced_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_kinship_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "of_id"],
            ["person.county_id", "person.id"],
            name=op.f("fk_kinship_county_id_of_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "person_id"],
            ["person.county_id", "person.id"],
            name=op.f("fk_kinship_county_id_person_id_person"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_kinship")),
    )
    with op.batch_alter_table("kinship", schema=None) as batch_op:
        batch_op.create_index("ix_kinship_case", ["county_id", "case_id"], unique=False)
        batch_op.create_index("ix_kinship_of", ["county_id", "of_id"], unique=False)
        batch_op.create_index("ix_kinship_person", ["county_id", "person_id"], unique=False)

    op.create_table(
        "same_person",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("person_id", sa.String(length=13), nullable=False),
        sa.Column("other_id", sa.String(length=13), nullable=False),
        sa.Column("reason_box", sa.LargeBinary(), nullable=True),
        sa.Column("joined_by", sa.String(length=13), nullable=False),
        sa.Column("joined_at", Instant(), nullable=False),
        sa.Column("parted_by", sa.String(length=13), nullable=True),
        sa.Column("parted_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "other_id"],
            ["person.county_id", "person.id"],
            name=op.f("fk_same_person_county_id_other_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "person_id"],
            ["person.county_id", "person.id"],
            name=op.f("fk_same_person_county_id_person_id_person"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_same_person")),
    )
    with op.batch_alter_table("same_person", schema=None) as batch_op:
        batch_op.create_index("ix_same_person_other", ["county_id", "other_id"], unique=False)
        batch_op.create_index("ix_same_person_person", ["county_id", "person_id"], unique=False)
