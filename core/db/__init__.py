"""The ground: one county's session, sealed columns, search tokens, migrations.

Everything above imports from here and not from the modules inside.
"""

from core.db.base import (
    Base,
    Document,
    InCounty,
    Instant,
    OfCounty,
    county_fk,
    county_link,
    new_id,
    new_ids,
)
from core.db.bulk import add_columns, add_rows
from core.db.criterion import prepared
from core.db.guard import OutOfScope
from core.db.migrate import upgrade
from core.db.scope import ForeignCounty, NoCounty, county_or_none, county_scope, current_county
from core.db.sealed import (
    BrokenSeal,
    Sealed,
    blind_index,
    reseal,
    sealed_column,
    sealer,
    unseal,
)
from core.db.session import CountySession, WriteInRead, db, own_transaction
from core.db.setup import init_db
from core.db.tokens import (
    TokenPress,
    citizen_id_token,
    name_query,
    name_tokens,
    phone_token,
    spelling_query,
    spelling_tokens,
)

__all__ = [
    "Base",
    "BrokenSeal",
    "CountySession",
    "Document",
    "ForeignCounty",
    "InCounty",
    "Instant",
    "NoCounty",
    "OfCounty",
    "OutOfScope",
    "Sealed",
    "TokenPress",
    "WriteInRead",
    "add_columns",
    "add_rows",
    "blind_index",
    "citizen_id_token",
    "county_fk",
    "county_link",
    "county_or_none",
    "county_scope",
    "current_county",
    "db",
    "init_db",
    "name_query",
    "name_tokens",
    "new_id",
    "new_ids",
    "own_transaction",
    "phone_token",
    "prepared",
    "reseal",
    "sealed_column",
    "sealer",
    "spelling_query",
    "spelling_tokens",
    "unseal",
    "upgrade",
]
