"""Act as an account of the practice county, by command or over the API, with a case to act on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask

from core.cases.acting import Acting
from core.clocks import now
from core.db import county_scope, db
from core.people.service import create_token, find_account
from core.people.sessions import load_viewer
from core.switches import load_board
from tests.core.rest.conftest import Caller
from tests.harness.apps import COUNTY

INTAKE: Mapping[str, Any] = {
    "channel": "walk_in",
    "scenario": "property",
    "summary": "分家时老房子归谁说不拢",
    "danger_now": "no",
    "parties": [
        {"role": "applicant", "name": "周桂芬", "relation": "self"},
        {"role": "respondent", "name": "陈军", "relation": "sibling"},
    ],
    "services": ["mediation"],
}


def acting_as(app: Flask, username: str, *, later: timedelta = timedelta(0)) -> Acting:
    """Return the Acting of *username* in the county scope that is open now."""
    session = db.session()
    account = find_account(session, username)
    if account is None:
        raise LookupError(username)
    viewer = load_viewer(account, COUNTY)
    if viewer is None:
        raise LookupError(f"{username} has no post")
    return Acting(
        session=session,
        viewer=viewer,
        roster=app.extensions["jiahe.roster"],
        board=load_board(session),
        at=now() + later,
    )


def caller(app: Flask, username: str) -> Caller:
    """Return *username* with a token of hers, to speak to the API of *app*."""
    with county_scope(app, COUNTY):
        account = find_account(db.session(), username)
        if account is None:
            raise LookupError(username)
        plain = create_token(db.session(), account.id)
        db.session.commit()
    return Caller(app=app, token=plain, county=COUNTY)
