"""ways to cases."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

# whoever has a part in a case of today, an item of it, a place on its named list, or co-handles it
_WAYS = """
    INSERT INTO case_way (county_id, case_id, who, state, received_at)
    SELECT f.county_id, f.id, w.who, f.state, f.received_at
      FROM (SELECT county_id, id AS case_id, handler_id AS who FROM case_file
            UNION SELECT county_id, id, lead_id FROM case_file
            UNION SELECT county_id, id, first_handler_id FROM case_file
            UNION SELECT county_id, id, tracker_id FROM case_file
            UNION SELECT county_id, case_id, owner_id FROM service_item
            UNION SELECT county_id, case_id, account_id FROM case_grant
             WHERE until IS NULL AND why IN ('team', 'urgent', 'special', 'watch', 'co')
            UNION SELECT county_id, case_id, point_id FROM case_point WHERE until IS NULL) w
      JOIN case_file f ON f.county_id = w.county_id AND f.id = w.case_id
     WHERE w.who IS NOT NULL
"""


def upgrade() -> None:
    op.create_table(
        "case_way",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("who", sa.String(length=13), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_case_way_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "case_id", "who", name=op.f("pk_case_way")),
    )
    op.execute(_WAYS)
    with op.batch_alter_table("case_way", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_way_newest", ["county_id", "who", "received_at", "case_id"], unique=False
        )
        batch_op.create_index(
            "ix_case_way_state",
            ["county_id", "who", "state", "received_at", "case_id"],
            unique=False,
        )

    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_file_first"))
        batch_op.drop_index(batch_op.f("ix_case_file_lead"))

    with op.batch_alter_table("clock", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clock_county_id_owner_id_due_at"))
        batch_op.create_index(
            "ix_clock_open",
            ["county_id", "owner_id", "due_at", "id"],
            unique=False,
            postgresql_where=sa.text("stopped_at IS NULL"),
            sqlite_where=sa.text("stopped_at IS NULL"),
        )
