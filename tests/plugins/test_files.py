"""Which papers the file of each service asks for, step by step, and that none of them is secret."""

from dataclasses import replace
from importlib import import_module

import pytest

from tests.plugins.family_education.stories import INTAKE, LOOK, ORDER, PLAN, SESSION
from tests.plugins.marriage_counseling import stories as marriage
from tests.plugins.simulator import HER, HIM, SERVICES, Walk, a_case, context
from tests.plugins.test_declarations import SAMPLES, walk_of

KEEPS_A_FILE = {name: one for name, one in SERVICES.items() if one.dossier is not None}
ASKS = [
    ("marriage_counseling", ("book",), None),
    ("marriage_counseling", ("book", "consent"), ("保密协议", "隐私保护协议")),
    ("marriage_counseling", ("consent", "cooling"), ("保密协议", "隐私保护协议")),
    ("marriage_counseling", ("consent", "joint", "pact"), ("保密协议", "隐私保护协议", "家庭公约")),
    ("psych", ("book",), None),
    ("psych", ("book", "consent"), ("知情同意书",)),
    ("psych", ("consent", "intake", "screen", "crisis", "refer", "withdraw"), ("知情同意书",)),
    ("psych", ("consent", "session", "close"), ("知情同意书", "结案小结")),
    ("hardship_aid", (), None),
    ("hardship_aid", ("first_aid",), ()),
    ("hardship_aid", ("assess",), ("需求评估表", "需求、资源、帮扶清单")),
    ("hardship_aid", ("assess", "apply", "visit"), (
        "需求评估表", "需求、资源、帮扶清单", "救助申请书", "承诺和授权核对书", "入户核查表",
    )),
    ("hardship_aid", ("first_aid", "notice", "deliver", "close"), (
        "公示", "慰问、物资领取单", "帮扶台账",
    )),
    ("hardship_aid", ("assess", "close"), ("需求评估表", "需求、资源、帮扶清单")),
    ("family_education", (), None),
    ("family_education", ("intake", "assess"), ()),
    ("family_education", ("intake", "plan", "urge"), ("家庭教育指导方案", "家庭教育督促书")),
    ("family_education", ("intake", "reply"), ("履行情况回告函",)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "done", "asked"), ASKS)
def test_a_step_that_was_taken_asks_for_its_papers(name, done, asked):
    service = SERVICES[name]
    here = context(Walk(service=service, case=a_case()))
    here = replace(here, item=replace(here.item, done=done))
    meter = service.dossier(here)
    if asked is None:
        assert meter is None
        return
    assert meter.missing == asked
    names = {one.title: one.name for one in service.documents}
    for place, title in enumerate(asked):
        issued = replace(here, item=replace(here.item, papers=(names[title],)))
        found = service.dossier(issued)
        assert [one.there for one in found.pieces] == [at == place for at in range(len(asked))]
    whole = replace(here, item=replace(here.item, papers=tuple(names[one] for one in asked)))
    assert service.dossier(whole).missing == ()


def test_the_slip_of_the_two_months_is_asked_for_while_they_run():
    """民法典 1077: a withdrawn application has no days to print; a slip handed out stays."""
    dossier = SERVICES["marriage_counseling"].dossier
    slip = "离婚冷静期提示单"
    unclear = marriage.started()
    unclear.take("cooling", {"now": "unknown"})
    assert slip not in dossier(context(unclear)).missing
    walk = marriage.started(divorce_path="agreed", applied_on=marriage.DAY)
    assert slip in dossier(context(walk)).missing
    walk.take("cooling", {"now": "withdrawn", "on": marriage.DAY})
    assert slip not in dossier(context(walk)).missing
    walk.issued = ("cooling",)
    assert slip in [one.title for one in dossier(context(walk)).pieces if one.there]


def test_an_order_asks_for_its_receipt_and_who_came():
    """家庭教育促进法 49: the body that ordered it is answered, and told who came."""
    service = SERVICES["family_education"]
    walk = Walk(service=service, case=a_case())
    walk.take("intake", INTAKE | ORDER)
    assert service.dossier(context(walk)).missing == ("接受家庭教育指导通知书回执",)
    walk.take("assess", LOOK)
    walk.take("plan", PLAN)
    walk.take("session", SESSION)
    assert service.dossier(context(walk)).missing == (
        "接受家庭教育指导通知书回执",
        "家庭教育指导方案",
        "到课证明",
    )


@pytest.mark.parametrize(("name", "sample"), SAMPLES)
def test_no_file_of_a_case_asks_for_what_is_kept(name, sample):
    """What is kept with its worker is missing in no list that others read (精神卫生法 23)."""
    service = SERVICES[name]
    walk = walk_of(name, sample)
    kept = {one.title for one in service.documents if one.kept}
    for step, data in sample.steps:
        walk.issued += sample.papers.get(step, ())
        walk.take(step, data)
        meter = service.dossier(context(walk)) if service.dossier else None
        titles = {one.title for one in meter.pieces} if meter else set()
        assert not titles & kept, step


@pytest.mark.parametrize(
    ("name", "sample"),
    # a mediation's file lists ahead what its difficulty asks for
    [(name, sample) for name, sample in SAMPLES if name != "mediation"],
)
def test_no_file_waits_for_a_paper_that_cannot_be_made(name, sample):
    service = SERVICES[name]
    collect = import_module(f"plugins.{name}.papers").PAPERS
    names = {one.title: one.name for one in service.documents}
    walk = walk_of(name, sample)
    for step, data in sample.steps:
        walk.issued += sample.papers.get(step, ())
        walk.take(step, data)
        meter = service.dossier(context(walk))
        for title in meter.missing if meter else ():
            assert any(made(collect[names[title]], walk, holder) for holder in (HER, HIM, "")), (
                f"{title} after {step}"
            )


def made(collector, walk, holder):
    try:
        return bool(collector(walk.case, walk.item, holder))
    except LookupError:
        return False


def test_all_eight_keep_a_file():
    assert set(KEEPS_A_FILE) == set(SERVICES)
