"""The page of an item: which form opens by itself, and what of a long road is folded away."""

from __future__ import annotations

from flask import Flask

from core.desk.items import ends_item
from core.words import Step
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor
from tests.walks.stories import does, taken_in
from tests.walks.words import Visit


def steps(*names: str) -> tuple[Step, ...]:
    """Return steps by these names; one in brackets can be left out, one with a dot ends it."""
    return tuple(
        Step(
            name=one.strip("()."),
            title=one,
            optional=one.startswith("("),
            closes=one.strip("()").endswith("."),
        )
        for one in names
    )


def test_the_step_that_ends_an_item_never_opens_by_itself() -> None:
    road = steps("book", "(screen)", "session", "close.", "(cancel.)")
    assert [one.name for one in road if ends_item(road, one.name)] == ["close"]
    assert not ends_item(steps("consult.", "(close.)"), "consult"), (
        "the only one is the work itself"
    )
    assert not ends_item((), "")


def test_going_on_opens_the_next_form_and_folds_what_is_far(app: Flask) -> None:
    house = house_of(app)
    mediator = HtmlActor(app, "mediator", house)
    number = taken_in(HtmlActor(app, "desk", house), Visit(services=("mediation",)))
    does(mediator.claim(number, "mediation"))
    case = mediator.open(mediator.at(f"cases/{number}"))
    onward = case.link("onward=1")
    assert onward is not None
    page = mediator.open(onward)
    assert page.form("/steps/apply").node
    folded = [one.text for one in page.root.all("details") if "用得着时再办的" in one.text]
    assert len(folded) == 1
    assert "达成协议" in folded[0]
    assert "选定调解员" not in folded[0], "what cannot be left out stays in view"
    plain = mediator.open(onward.split("?")[0])
    assert plain.root.first(id="h-step") is None
