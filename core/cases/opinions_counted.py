"""What of 评价与改进 is counted: who was asked, what was answered, whether complaints were answered
in time (T/ZSM 6.1, 6.2)."""

from __future__ import annotations

from collections.abc import Iterator

from core.cases.models_evaluation import Complaint, Survey, SurveyAnswer
from core.statistics import Cell, Counted
from core.statistics.keeping import Values


def _of_survey(survey: Values, _case: Values) -> Iterator[Cell]:
    yield Cell(
        month=survey["asked_on"].strftime("%Y-%m"),
        measure="survey",
        point_id=survey["point_id"],
        category=survey["service"],
        standing="answered" if survey["answered"] else "asked",
    )


def _of_answer(answer: Values, _itself: Values) -> Iterator[Cell]:
    """An answer hangs on no case: it has forgotten which (see `SurveyAnswer`)."""
    yield Cell(
        month=answer["month"],
        measure="answer",
        point_id=answer["point_id"],
        category=answer["service"],
        standing=answer["overall"],
    )


def _of_complaint(complaint: Values, _itself: Values) -> Iterator[Cell]:
    due, replied = complaint["due_on"], complaint["replied_on"]
    standing = "due"
    if replied is not None:
        standing = "in_time" if replied <= due else "late"
    yield Cell(
        month=due.strftime("%Y-%m"),
        measure="complaint",
        point_id=complaint["counted_at_id"],
        category=f"{due.day:02d}",
        standing=standing,
    )


SURVEYS = Counted(
    model=Survey,
    of="case_id",
    fields=("asked_on", "point_id", "service", "answered"),
    cells=_of_survey,
)
ANSWERS = Counted(
    model=SurveyAnswer,
    fields=("month", "point_id", "service", "overall"),
    cells=_of_answer,
)
COMPLAINTS = Counted(
    model=Complaint,
    fields=("due_on", "replied_on", "counted_at_id"),
    cells=_of_complaint,
)
