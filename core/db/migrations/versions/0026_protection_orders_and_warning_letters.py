"""protection orders and warning letters."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "protection",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("protects_id", sa.String(length=13), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("refused_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_protection_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_protection")),
    )
    with op.batch_alter_table("protection", schema=None) as batch_op:
        batch_op.create_index(
            "uq_protection", ["county_id", "case_id", "kind", "protects_id"], unique=True
        )

    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("order_until", sa.Date(), nullable=True))
