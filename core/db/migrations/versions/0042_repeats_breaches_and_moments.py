"""repeats, breaches and the moment an application was accepted."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0034"
branch_labels = None
depends_on = None

_FLAGS = ("repeated", "police_told", "warned")
_TOLD = (
    "UPDATE case_file SET police_told = {yes} WHERE EXISTS (SELECT 1 FROM record r"
    " WHERE r.county_id = case_file.county_id AND r.case_id = case_file.id"
    " AND r.form = 'report_record')"
)
_WARNED = (
    "UPDATE case_file SET warned = {yes} WHERE EXISTS (SELECT 1 FROM protection p"
    " WHERE p.county_id = case_file.county_id AND p.case_id = case_file.id"
    " AND p.made_on IS NOT NULL)"
)
# the register's joins are looked at when a case is touched next; the same entry is seen here
_REPEATED = (
    "UPDATE case_file SET repeated = {yes} WHERE violence = {yes} AND EXISTS ("
    "SELECT 1 FROM party a JOIN party b ON b.county_id = a.county_id AND b.person_id = a.person_id"
    " JOIN case_file e ON e.county_id = b.county_id AND e.id = b.case_id"
    " WHERE a.county_id = case_file.county_id AND a.case_id = case_file.id"
    " AND a.role IN ('victim', 'applicant') AND b.role IN ('victim', 'applicant')"
    " AND e.id <> case_file.id AND e.violence = {yes} AND e.merged_into_id IS NULL"
    " AND e.state NOT IN ('clue', 'not_accepted')"
    " AND e.received_at < case_file.received_at AND e.received_at >= {year_before})"
)
_YES = {"sqlite": "1", "postgresql": "true"}
_YEAR = {
    # a moment is text in UTC on SQLite
    "sqlite": "datetime(case_file.received_at, '-365 days')",
    "postgresql": "case_file.received_at - interval '365 days'",
}


def upgrade() -> None:
    with op.batch_alter_table("protection", schema=None) as batch_op:
        batch_op.add_column(sa.Column("accepted_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("breached_on", sa.Date(), nullable=True))
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        for name in _FLAGS:
            batch_op.add_column(
                sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
            )
    dialect = op.get_bind().dialect.name
    for statement in (_TOLD, _WARNED, _REPEATED):
        op.execute(statement.format(yes=_YES[dialect], year_before=_YEAR[dialect]))
