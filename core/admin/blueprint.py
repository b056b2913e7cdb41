"""The blueprint of the county admin's door, and what its pages share."""

from __future__ import annotations

from flask import Blueprint, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.db import db
from core.web import policy
from core.words import Viewer

admin = Blueprint("admin", __name__, url_prefix="/<county>/admin", template_folder="templates")


@admin.get("/")
@policy(action="switch.set")
def home() -> ResponseReturnValue:
    """Begin with the switches."""
    return redirect(url_for("admin.services"))


def session() -> Session:
    """Return the session of this request."""
    return db.session()


def me() -> str:
    """Return the account that acts."""
    viewer: Viewer = g.viewer
    return viewer.account_id
