"""the month book."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figure_bar",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("ward", sa.String(length=13), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.PrimaryKeyConstraint(
            "county_id", "ward", "account_id", "point_id", name=op.f("pk_figure_bar")
        ),
    )
    op.create_table(
        "figure_book",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("counted_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("county_id", name=op.f("pk_figure_book")),
    )
    op.create_table(
        "figure_cell",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("ward", sa.String(length=13), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "county_id",
            "point_id",
            "month",
            "what",
            "category",
            "standing",
            "ward",
            name=op.f("pk_figure_cell"),
        ),
    )
    op.create_table(
        "figure_frozen",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("ward", sa.String(length=13), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "county_id",
            "point_id",
            "month",
            "what",
            "category",
            "standing",
            "ward",
            name=op.f("pk_figure_frozen"),
        ),
    )
    op.create_table(
        "figure_month",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("locked_at", Instant(), nullable=False),
        sa.Column("locked_by", sa.String(length=13), nullable=False),
        sa.PrimaryKeyConstraint("county_id", "month", name=op.f("pk_figure_month")),
    )
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_at", Instant(), nullable=True))
        batch_op.add_column(
            sa.Column("ended_as", sa.String(length=16), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("settle_by", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("from_clue", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("ward", sa.String(length=13), server_default="", nullable=False)
        )
