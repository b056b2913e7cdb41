"""A plugin as it should be: a page, a picture, an answer to every question, an ear for events."""

from flask import Blueprint, render_template

from core.api import (
    CaseView,
    IntakeView,
    Move,
    Objection,
    Panel,
    PointView,
    RecordView,
    Service,
    State,
    Suggestion,
    Viewer,
    hookimpl,
    policy,
)
from tests.dummies import a_service

HEARD: list[tuple[str, str]] = []
"""What the events told, by hook and subject; tests clear it."""

pages = Blueprint("quiet", __name__)


@pages.get("/")
@policy(action="case.read")
def front() -> str:
    """Show a page."""
    return render_template("quiet/front.html")


@pages.post("/ring")
@policy(action="item.work")
def ring() -> str:
    """Change something."""
    return "rung"


SERVICE = a_service("quiet", title="安静的茶室", blueprint=pages)


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE


@hookimpl
def suggestions(intake: IntakeView) -> list[Suggestion]:
    """Suggest itself when tea is mentioned."""
    return [Suggestion(service="quiet", why="提到了茶")] if "茶" in intake.summary else []


@hookimpl
def objections(case: CaseView, act: object) -> list[Objection]:
    """Object to archiving, as advice."""
    return [Objection(text="还没喝茶", citation="建议")] if act is Move.ARCHIVE else []


@hookimpl
def panels(case: CaseView, viewer: Viewer) -> list[Panel]:
    """Show who looks."""
    return [Panel(title="茶室", lines=(viewer.name,))]


@hookimpl
def case_opened(case: CaseView) -> None:
    """Note it."""
    HEARD.append(("case_opened", case.number))


@hookimpl
def case_moved(case: CaseView, move: Move) -> None:
    """Note it."""
    HEARD.append(("case_moved", move.value))


@hookimpl
def record_filed(record: RecordView) -> None:
    """Note it."""
    HEARD.append(("record_filed", record.form))


@hookimpl
def switched(place: PointView, state: State) -> None:
    """Note it."""
    HEARD.append(("switched", state.value))
