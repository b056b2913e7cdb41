"""tokens are their own key."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_SECONDS = {
    "sqlite": "CAST(strftime('%s', p.created_at) AS INTEGER)",
    "postgresql": "floor(extract(epoch FROM p.created_at))::bigint",
}


def upgrade() -> None:
    op.execute(
        "CREATE TABLE person_token_was AS SELECT county_id, token, person_id FROM person_token"
    )
    op.drop_table("person_token")
    op.create_table(
        "person_token",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("since", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(length=13), nullable=False),
        sa.PrimaryKeyConstraint(
            "county_id", "token", "since", "person_id", name=op.f("pk_person_token")
        ),
        sqlite_with_rowid=False,
    )
    since = _SECONDS[op.get_bind().dialect.name]
    op.execute(
        "INSERT INTO person_token (county_id, token, since, person_id)"  # noqa: S608 - ours
        f" SELECT DISTINCT t.county_id, t.token, {since}, t.person_id FROM person_token_was t"
        " JOIN person p ON p.county_id = t.county_id AND p.id = t.person_id ORDER BY 1, 2, 3, 4"
    )
    op.drop_table("person_token_was")
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.drop_index("ix_party_person")
        batch_op.create_index("ix_party_person", ["county_id", "person_id", "case_id"])
