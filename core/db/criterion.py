"""The criterion that holds every county entity of a statement to one county.

Putting a statement together and reading it through for SQLAlchemy's cache costs three times what
sending it does. A statement that is asked again and again is therefore built once, when its module
is imported, with this criterion on it and no value in it: the session that sends it brings its own
county along (T/ZSM 5.1.3).
"""

from typing import Final, TypeVar

from sqlalchemy import String, bindparam
from sqlalchemy.orm import with_loader_criteria
from sqlalchemy.orm.interfaces import ORMOption
from sqlalchemy.sql.base import Executable

from core.db.base import OfCounty

COUNTY: Final = "county_of_session"
"""The name of the value a session adds to whatever it reads by."""

Reading = TypeVar("Reading", bound=Executable)

_county = bindparam(COUNTY, type_=String)
# a lambda, so that it is bound to the code and applied to each entity when a statement is compiled
_HELD: Final = with_loader_criteria(
    OfCounty, lambda mapped: mapped.county_id == _county, include_aliases=True
)


def prepared(statement: Reading) -> Reading:
    """Return *statement* with the criterion on it, for the module that sends it many times.

    What differs from time to time is a `bindparam`, given when it is sent; the county is not given,
    it is the session's. May be called twice; a statement nobody prepared gets its criterion when
    it is sent and is read through anew each time.
    """
    if any(option is _HELD for option in statement._with_options):
        return statement
    return statement.options(_HELD)


def changing(county_id: str) -> ORMOption:
    """Return the criterion of an UPDATE or DELETE, with the county in it.

    SQLAlchemy looks through the rows in memory for those that such a statement changes, and would
    compare them with the empty value of a `bindparam`.
    """
    return with_loader_criteria(
        OfCounty, lambda mapped: mapped.county_id == county_id, include_aliases=True
    )
