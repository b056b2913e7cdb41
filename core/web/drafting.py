"""Nothing typed is lost: keep what a form holds when it cannot be filed, and offer it again.

A form is kept by its button (and, with script, quietly after a pause), when it is refused, when
the server fails, and when its sender is signed out by then: the page tells who wrote it, and the
browser's ended sign-in proves it. Whoever sends may write into her own drafts and into nobody
else's; reading them always needs a sign-in. Decision 0010 says why drafts are taken here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from flask import Flask, current_app, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from core import drafts
from core.clocks import now
from core.db import db, own_transaction
from core.web.once import new_key
from core.web.requestlog import event_log

View = TypeVar("View", bound=Callable[..., Any])

ATTRIBUTE: Final = "__draft_page__"
BUTTON: Final = "_draft"
AUTHOR: Final = "_draft_of"
RESUME: Final = "draft"
SAVE, QUIET, DROP = "save", "quiet", "drop"
# After these the same text may be sent again; after 403 and 404 its page is shut to her.
_REFUSED: Final = frozenset({400, 409, 413, 422, 429, 500, 503})
# Rows and cleared files are part of what was typed; buttons and tokens are not.
_TYPED: Final = ("_row.", "_clear.")
_EXTENSION: Final = "jiahe.drafting"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Page:
    """Where a form is filled in; *asks* are the parts of its address that go into the query."""

    endpoint: str
    asks: tuple[str, ...]

    def address(self, values: Mapping[str, Any], **more: str) -> str:
        asked: dict[str, Any] = {**values, **more}
        return url_for(self.endpoint, **asked)


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptForm:
    """A draft as its page shows it. ``resumed`` means that it stands in the fields now."""

    action: str
    resume: str
    kept_at: datetime
    resumed: bool
    answers: MultiDict[str, str]

    @property
    def key(self) -> str:
        """The form's own Idempotency-Key: filed twice from a draft, it is still one filing."""
        return str(self.answers.get("key") or "")

    def since(self, version: int) -> bool:
        """Tell whether the thing was changed after the draft was begun."""
        begun = str(self.answers.get("version") or "")
        return begun.isdecimal() and begun != str(version)


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafting:
    """What keeping a form asks of the rooms below.

    ``left()`` tells whose sign-in ended in this browser; ``filed(account, key)`` whether a form
    with that Idempotency-Key has been filed; ``stage(account, file)`` keeps a chosen file and
    returns its id, None when it cannot be kept.
    """

    left: Callable[[], str | None] = lambda: None
    filed: Callable[[str, str], bool] = lambda account, key: False
    stage: Callable[[str, FileStorage], str | None] = lambda account, chosen: None


def init_drafting(app: Flask, asked: Drafting) -> None:
    """Keep refused forms from now on."""
    app.extensions[_EXTENSION] = asked
    app.after_request(_keep_refused)


def _asked() -> Drafting:
    asked: Drafting = current_app.extensions[_EXTENSION]
    return asked


def keeps_draft(page: str, *asks: str) -> Callable[[View], View]:
    """Let the form that is sent to this view be kept; *page* is the endpoint that shows it.

    Put it next to the view, under its policy: what may not be sent may not be kept either.
    """
    shown = _Page(endpoint=page, asks=asks)

    def attach(view: View) -> View:
        @wraps(view)
        def run(**arguments: Any) -> ResponseReturnValue:
            asked = request.form.get(BUTTON)
            if asked == DROP:
                drafts.drop(db.session(), g.viewer.account_id, request.path)
                return redirect(shown.address(arguments), 303)
            if asked is not None:
                return _saved(shown, arguments, quiet=asked == QUIET)
            answer = current_app.make_response(view(**arguments))
            if answer.status_code == 303:
                # filed: the draft goes in the same transaction, or not at all
                drafts.drop(db.session(), g.viewer.account_id, request.path)
            return answer

        setattr(run, ATTRIBUTE, shown)
        return run  # type: ignore[return-value]  # same arguments, same kind of answer

    return attach


def kept_form(endpoint: str, **values: Any) -> KeptForm | None:
    """Return the viewer's draft of the form that is sent to *endpoint*, for the page that shows it.

    None while the page is drawn as an answer to what was sent: it holds the newer text.
    """
    if request.method != "GET":
        return None
    action = url_for(endpoint, **values)
    draft = drafts.find(db.session(), g.viewer.account_id, action.removeprefix(request.script_root))
    if draft is None:
        return None
    shown = _page_of(endpoint)
    return KeptForm(
        action=action,
        resume=shown.address(values, **{RESUME: "1"}) if shown else action,
        kept_at=draft.kept_at,
        resumed=request.args.get(RESUME) == "1",
        answers=MultiDict((name, value) for name, value in draft.answers or ()),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """A form somebody has not finished. ``number`` is of the case it is about, empty for none."""

    resume: str
    number: str
    kept_at: datetime


def begun_forms(*, limit: int) -> tuple[Begun, ...]:
    """Return where the viewer left a form half written, in this county; one read, nothing typed.

    What belongs to a page that is gone is left out. The caller asks whether the viewer may still
    know of the case.
    """
    doors = current_app.create_url_adapter(request)
    if doors is None:
        return ()
    found = []
    for place, kept_at in drafts.places_of(db.session(), g.viewer.account_id, limit=limit):
        try:
            endpoint, values = doors.match(place, method="POST")
        except HTTPException:
            continue
        shown = _page_of(endpoint)
        if shown is not None:
            resume = shown.address(values, **{RESUME: "1"})
            number = str(values.get("number", ""))
            found.append(Begun(resume=resume, number=number, kept_at=kept_at))
    return tuple(found)


def form_key(kept: KeptForm | None) -> str:
    """Return the Idempotency-Key a form is drawn with: its own again, or a fresh one."""
    own = kept.key if kept is not None and kept.resumed else request.form.get("key")
    return own or new_key()


def rescue(account_id: str | None) -> Response | None:
    """Keep what a request without a good sign-in sent, and lead back to its page; None when there
    is nothing to keep or nobody it can be kept for.

    *account_id* is who is signed in now: her token was too old, because she signed in again.
    """
    shown, author = _page_of(request.endpoint), request.form.get(AUTHOR, "")
    if shown is None or not author or author != (account_id or _asked().left()):
        return None
    if not _keep_apart(author):
        return None
    page = shown.address(dict(request.view_args or {}), **{RESUME: "1"})
    if account_id is None:
        return redirect(f"/login?{urlencode({'next': page})}", 303)
    flash(_("这一页的凭证换过了，没有办成。您写的都在，请核对后再存一次。"), "soon")
    return redirect(page, 303)


def _page_of(endpoint: str | None) -> _Page | None:
    view = current_app.view_functions.get(endpoint or "")
    found = getattr(view, ATTRIBUTE, None)
    return found if isinstance(found, _Page) else None


def _saved(shown: _Page, arguments: dict[str, Any], *, quiet: bool) -> ResponseReturnValue:
    """Answer 先存着: back to the page, or just "kept" to the script."""
    me: str = g.viewer.account_id
    answers = _answers(me)
    if not drafts.fits(request.path, answers):
        return "", 413
    if not _asked().filed(me, request.form.get("key", "")):
        drafts.keep(db.session(), author_id=me, place=request.path, answers=answers, at=now())
    if quiet:
        return "", 204
    flash(_("先存着了，只有您自己看得到。"), "ok")
    return redirect(shown.address(arguments, **{RESUME: "1"}), 303)


def _answers(author: str) -> list[tuple[str, str]]:
    """Return what was typed, and the ids of the files that were chosen with it."""
    staged: dict[str, str | None] = {}
    for name, chosen in request.files.items():
        if name.startswith("_file.") and chosen.filename:
            staged[name.removeprefix("_file.")] = _asked().stage(author, chosen)
    answers = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token"
        and staged.get(name) is None
        and (not name.startswith("_") or name.startswith(_TYPED))
    ]
    return [*answers, *((name, known) for name, known in staged.items() if known)]


def _keep_refused(response: Response) -> Response:
    """Keep a form that was sent by who may send it and was not filed."""
    viewer = g.get("viewer")
    unsafe = request.method == "POST" and viewer is not None
    if unsafe and response.status_code in _REFUSED and _page_of(request.endpoint) is not None:
        _keep_apart(viewer.account_id)
    return response


def _keep_apart(author: str) -> bool:
    """Keep the form in a transaction of its own, once what was tried with it is undone."""
    answers = _answers(author)
    if not answers or not drafts.fits(request.path, answers):
        return False
    try:
        db.session.rollback()
        with own_transaction(g.county_id) as session:
            drafts.keep(session, author_id=author, place=request.path, answers=answers, at=now())
    except SQLAlchemyError as error:
        # the refusal itself must still be told, whatever has become of the draft
        event_log("jiahe.drafts").error("draft not kept", error=type(error).__qualname__)
        return False
    return True
