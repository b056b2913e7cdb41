"""Signing in, failing to and signing out, written into the access log of the person's counties.

Who tries passwords on whose account is the first thing an auditor asks. A name nobody has belongs
to no county and leaves no trace here (GB/T 22239-2019 8.1.4.3).
"""

from __future__ import annotations

from flask import after_this_request, request
from sqlalchemy import select
from werkzeug.wrappers import Response

from core.audit import note_access
from core.clocks import now
from core.db import db
from core.people.models import AccountCounty

SIGNED_IN = "signed_in"
SIGNED_OUT = "signed_out"
WRONG = "sign_in_failed"
LOCKED = "sign_in_locked"
RENEWED = "own_password"


def leave_trace(account_id: str, action: str) -> None:
    """Write *action* of the account beside the request, once its own transaction is over.

    The log has a transaction of its own, which has to wait for the one the view holds.
    """
    wanted = select(AccountCounty.county_code).where(AccountCounty.account_id == account_id)
    counties = db.session.scalars(wanted).all()
    address, moment = f"ip:{request.remote_addr or ''}", now()

    @after_this_request
    def write(response: Response) -> Response:
        for county in counties:
            note_access(
                county=county, account_id=account_id, action=action, target=address[:60], at=moment
            )
        return response
