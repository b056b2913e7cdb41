"""Accounts and posts of the county: who sits where, in which role, until when.

The admin gives accounts and roles and sees no case. Nobody gives a post to himself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.admin.blueprint import admin, me, session
from core.audit import note_change
from core.cases.here import roster
from core.clocks import now
from core.people.errors import PeopleRefused
from core.people.models import Account, Post
from core.people.roles import ROLES
from core.people.service import (
    add_account,
    add_post,
    disable,
    enable,
    end_post,
    require_only_here,
    set_password,
)
from core.people.staff import StaffMember, staff_at
from core.points.service import tree
from core.web import policy
from core.web.speech import spoken_with
from core.words import Objection


def role_titles() -> dict[str, str]:
    """Return the roles of core and of the installed services in the reader's words, by code."""
    found = {code: row.title for code, row in ROLES.items() if code != "professional"}
    for service in roster().services.values():
        for role in service.roles:
            found[role.name] = role.title
    return {code: _(title) for code, title in found.items()}


def _page(
    typed: dict[str, str],
    errors: dict[str, list[str]],
    status: int = 200,
    *,
    picked: str = "",
    at: str = "",
) -> ResponseReturnValue:
    """Draw the page; *at* begins the ids of the form of it that was refused."""
    people = _people(staff_at(session()))
    points = [
        (one.view.id, "　" * one.depth + one.view.name)
        for node in tree(session())
        for one in node.walk()
    ]
    return (
        render_template(
            "admin/accounts.html",
            people=people,
            picked=people.get(picked) if picked != me() else None,
            points=points,
            point_names=dict(points),
            roles=role_titles(),
            typed=defaultdict(str, typed),
            errors=defaultdict(list, errors),
            told={at + name if name else "": texts for name, texts in errors.items()},
            at=at,
            me=me(),
        ),
        status,
    )


def _people(staff: Sequence[StaffMember]) -> dict[str, list[StaffMember]]:
    """Return the posts of each account, in the order the accounts first appear in."""
    found: dict[str, list[StaffMember]] = {}
    for one in staff:
        found.setdefault(one.account_id, []).append(one)
    return found


def _wrong(refusal: PeopleRefused) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in refusal.reasons:
        found.setdefault(one.field_name or "", []).append(spoken_with(one.text, one.values))
    return found


@admin.get("/accounts")
@policy(action="account.manage", answer="S")
def accounts() -> ResponseReturnValue:
    """List the county's staff with their posts; ``?account=`` opens what may be done with one."""
    return _page({}, {}, picked=request.args.get("account", "")[:13])


@admin.post("/accounts")
@policy(action="account.manage", answer="S", audit="account.added")
def add() -> ResponseReturnValue:
    """Add an account with its first post."""
    typed = {
        name: request.form.get(name, "").strip()[:80]
        for name in ("username", "name", "point", "role", "title", "ends_on")
    }
    password = request.form.get("password", "")[:200]
    try:
        account = add_account(
            session(), username=typed["username"], name=typed["name"], password=password
        )
        _give(account.id, typed)
    except PeopleRefused as refusal:
        session().rollback()
        return _page(typed, _wrong(refusal), 422)
    _note("account.added", account.id)
    flash(_("已添加 %(name)s", name=account.name), "ok")
    return redirect(url_for("admin.accounts"), 303)


def _give(account_id: str, typed: dict[str, str]) -> None:
    try:
        add_post(
            session(),
            account_id=account_id,
            point_id=typed["point"],
            role=typed["role"],
            professions=tuple(set(role_titles()) - set(ROLES)),
            title=typed["title"],
            ends_on=_day(typed["ends_on"]),
            by=me(),
        )
    except LookupError:
        raise PeopleRefused(
            Objection(text="没有这个服务点", code="point", field_name="point")
        ) from None


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PeopleRefused(
            Objection(text="请写日期，例如 2026-11-22", code="day", field_name="ends_on")
        ) from None


def _note(action: str, target: str) -> None:
    note_change(session(), action=action, actor_id=me(), target=f"account:{target}", at=now())


def _account(account_id: str) -> Account:
    """Return an account that holds, or held, a post in this county; 404 for any other."""
    known = {one.account_id for one in staff_at(session())}
    account = session().get(Account, account_id)
    if account is None or account_id not in known:
        abort(404)
    return account


@admin.post("/accounts/<account_id>/posts")
@policy(action="account.manage", answer="S", audit="post.added")
def give_post(account_id: str) -> ResponseReturnValue:
    """Give somebody another post."""
    account = _account(account_id)
    typed = {
        name: request.form.get(name, "").strip()[:80]
        for name in ("point", "role", "title", "ends_on")
    }
    try:
        _give(account.id, typed)
    except PeopleRefused as refusal:
        session().rollback()
        return _page(typed, _wrong(refusal), 422, picked=account_id, at="give-")
    _note("post.added", account_id)
    return redirect(url_for("admin.accounts"), 303)


@admin.post("/accounts/<account_id>/posts/<post_id>/end")
@policy(action="account.manage", answer="S", audit="post.ended")
def close_post(account_id: str, post_id: str) -> ResponseReturnValue:
    """End a post at once."""
    _account(account_id)
    post = session().get(Post, (g.county_id, post_id))
    if post is None or post.account_id != account_id:
        abort(404)
    end_post(session(), post)
    _note("post.ended", account_id)
    return redirect(url_for("admin.accounts"), 303)


@admin.post("/accounts/<account_id>/active")
@policy(action="account.manage", answer="S", audit="account.changed")
def set_active(account_id: str) -> ResponseReturnValue:
    """Bar an account, or let it sign in again."""
    account = _account(account_id)
    if account.id == me():
        abort(403)
    require_only_here(session(), account)
    if account.active:
        disable(session(), account)
    else:
        enable(session(), account)
    _note("account.active" if account.active else "account.barred", account_id)
    return redirect(url_for("admin.accounts"), 303)


@admin.post("/accounts/<account_id>/password")
@policy(action="account.manage", answer="S", audit="account.changed")
def new_password(account_id: str) -> ResponseReturnValue:
    """Give an account a new password; its sign-ins end."""
    account = _account(account_id)
    try:
        require_only_here(session(), account)
        set_password(session(), account, request.form.get("password", "")[:200])
    except PeopleRefused as refusal:
        session().rollback()
        return _page({}, _wrong(refusal), 422, picked=account_id, at="new-")
    _note("account.password", account_id)
    flash(_("已重置，请当面告诉本人"), "ok")
    return redirect(url_for("admin.accounts"), 303)
