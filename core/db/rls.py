"""Row-level security on PostgreSQL: the second lock behind the session's criterion.

Every table with a `county_id` shows and takes only the rows of the transaction's county, plugins'
tables included, whoever writes the SQL. FORCE binds the owner of the tables too; a superuser or a
role with BYPASSRLS would still walk through, silently, so the start-up checks refuse one
(T/ZSM 5.1.3).

Behind this lock PostgreSQL uses an index only for comparisons that can tell nothing about rows it
must not show: `=`, `<`, `>` on texts, numbers, dates. LIKE and the containment of arrays and JSON
are not among them, one more reason why search tokens are rows compared with `=`.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, text

POLICY = "county"

# true: without a county the setting is NULL or empty, and no row equals it
_RULE = "county_id = current_setting('jiahe.county', true)"

_TABLES = text(
    """
    SELECT c.relname AS name,
           c.relrowsecurity AND c.relforcerowsecurity AS locked,
           (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = :policy
               AND p.polcmd = '*' AND p.polpermissive) AS ours,
           (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname <> :policy
               AND p.polpermissive) AS others
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'county_id' AND NOT a.attisdropped
     WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')
     ORDER BY c.relname
    """
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lock:
    """The state of row-level security on one table; `others` are policies that could widen it."""

    table: str
    closed: bool
    others: int


def locks(connection: Connection) -> list[Lock]:
    """Return the state of every table that has a `county_id`, by name."""
    rows = connection.execute(_TABLES, {"policy": POLICY})
    return [
        Lock(table=row.name, closed=row.locked and row.ours == 1, others=row.others) for row in rows
    ]


def close_all(connection: Connection) -> list[str]:
    """Put the lock on every table that lacks it and return their names; may be called twice."""
    quote = connection.dialect.identifier_preparer.quote
    opened = [lock.table for lock in locks(connection) if not lock.closed]
    for name in opened:
        table = quote(name)
        for statement in (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"DROP POLICY IF EXISTS {POLICY} ON {table}",
            f"CREATE POLICY {POLICY} ON {table} USING ({_RULE}) WITH CHECK ({_RULE})",
        ):
            connection.exec_driver_sql(statement)
    return opened


def open_for_owner(connection: Connection) -> None:
    """Let the owner see all rows until the end of the transaction, so that a revision can move
    data; whoever calls this calls `close_all` before committing."""
    quote = connection.dialect.identifier_preparer.quote
    for lock in locks(connection):
        connection.exec_driver_sql(f"ALTER TABLE {quote(lock.table)} NO FORCE ROW LEVEL SECURITY")
