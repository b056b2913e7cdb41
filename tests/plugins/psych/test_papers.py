"""The papers as they come off the press, whose they are, and what none of them tells."""

import subprocess
from pathlib import Path

import pytest

import plugins.psych
from core.documents.engine import render
from core.words import PointView
from plugins.psych.papers import PAPERS
from tests.plugins.psych.stories import (
    BOOKED,
    CONSENT,
    DAY,
    GROUP,
    INTAKE,
    PLAN,
    REFERRED,
    REVIEWED,
    SCREENED,
    SERVICE,
    SESSION,
    begun,
    booked,
    crisis,
)
from tests.plugins.simulator import HER, HIM, a_case

FOLDER = Path(plugins.psych.__file__).parent / "documents"
STAMP = {
    "number": "桂花转字〔2026〕1号",
    "verify_code": "R7K3-Q2M9",
    "issued_on": "2026年11月23日",
    "made_at": "2026年11月23日　09:00",
    "replaces": "",
}
POINT = PointView(id="p", code="990101001", name="桂花镇服务站", level="town")
NOTE = "谈到父亲时把杯子转了七圈"
TOLD = {"hospital": "市第七医院", "letter": True, "basis": "consent", "reason": "近来睡不好。"}


@pytest.fixture(scope="module")
def walk():
    """An item in which everything happened once, to two people who share nothing."""
    one = begun(consent={"together": True}, complaint="她的主诉", risk_self="plan", suspected=True)
    one.point = POINT
    one.take("crisis", crisis())
    one.take("screen", SCREENED)
    one.take("plan", PLAN)
    one.take("session", SESSION | {"minutes": "50", "next_at": f"{DAY} 15:00"})
    one.take("note", {"client": HER, "note": NOTE})
    one.take("group", GROUP | {"observation": "后半段热起来。"})
    one.take("supervise", {"on": DAY, "supervisor": "市里的督导", "minutes": "60", "note": NOTE})
    one.take("review", REVIEWED | {"basis": "睡得着了"})
    one.take("refer", REFERRED | TOLD)
    one.take("book", BOOKED | {"client": HIM, "service": "couple", "at": f"{DAY} 16:00"})
    one.take("consent", CONSENT | {"client": HIM, "together": True})
    one.take("intake", INTAKE | {"client": HIM, "complaint": "他的主诉"})
    one.take("close", {"result": "better", "summary": "本人说睡得好些了。"})
    return one


def made(walk, name, holder=""):
    return dict(PAPERS[name](walk.case, walk.item, holder))


def holder_of(kind):
    return HER if kind.addressee.value == "party" else ""


@pytest.mark.parametrize("kind", SERVICE.documents, ids=lambda kind: kind.name)
def test_every_paper_can_be_printed(walk, kind):
    data = made(walk, kind.name, holder_of(kind))
    assert data["office"] == POINT.name
    assert render(FOLDER / kind.template, data | STAMP).startswith(b"%PDF")


def test_every_declared_paper_has_a_collector():
    assert {kind.name for kind in SERVICE.documents} == PAPERS.keys()


@pytest.mark.parametrize("kind", SERVICE.documents, ids=lambda kind: kind.name)
def test_no_paper_holds_a_process_note_or_the_words_of_a_supervisor(walk, kind):
    assert NOTE not in str(made(walk, kind.name, holder_of(kind)))


def test_what_tells_of_the_room_is_kept_with_the_counsellor():
    kept = {kind.name for kind in SERVICE.documents if kind.kept}
    open_ = {kind.name for kind in SERVICE.documents} - kept
    assert open_ == {"appointment", "consent", "closing"}


def test_what_lies_in_the_case_tells_nothing_restricted(walk):
    for name in ("appointment", "consent", "closing"):
        text = str(made(walk, name))
        for secret in ("主诉", "睡得着", "市第七医院", "有计划", "焦虑", "GAD"):
            assert secret not in text, name


def test_a_copy_holds_only_its_holders_words(walk):
    hers, his = (str(made(walk, "case_record", one)) for one in (HER, HIM))
    assert "她的主诉" in hers
    assert "他的主诉" not in hers
    assert "他的主诉" in his
    assert "她的主诉" not in his
    for name in ("screening", "crisis", "advice"):
        with pytest.raises(LookupError):
            made(walk, name, HIM)


def test_the_slip_of_an_appointment_gives_nobody_away(walk):
    slip = made(walk, "appointment", HIM)
    assert "16:00" in str(slip)
    for telling in ("心理", "咨询", "疏导", "江二", "林一"):
        assert telling not in str(slip)
    assert "15:00" in str(made(walk, "appointment", HER)), "the next time, not the first"


def test_a_letter_tells_what_was_seen_and_asks_for_no_diagnosis(walk):
    letter = str(made(walk, "referral"))
    assert "近来睡不好" in letter
    assert "本人单独同意" in letter
    assert "主诉" not in letter
    assert "不写诊断" in str(made(walk, "reply"))


def test_a_childs_sheet_is_signed_by_the_guardian():
    assert made(booked("minor"), "consent")["signs"] == ["来访者", "监护人", "日期"]
    assert "监护人" not in made(booked(), "consent")["signs"]


@pytest.mark.parametrize(
    "name", ["case_record", "screening", "group", "crisis", "advice", "referral", "closing"]
)
def test_there_is_no_paper_before_there_is_something_to_say(name):
    with pytest.raises(LookupError):
        made(booked(), name)


@pytest.mark.poppler
def test_the_case_record_reads_as_written(walk, tmp_path):
    pdf = tmp_path / "record.pdf"
    pdf.write_bytes(render(FOLDER / "sheet.typ", made(walk, "case_record", HER) | STAMP))
    text = subprocess.run(  # noqa: S603  # poppler, on our own file
        ["pdftotext", "-layout", str(pdf), "-"],  # noqa: S607
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    for said in ("个案记录表", "林一", "她的主诉", "能睡着", "2026年11月23日", "比刚来时好"):
        assert said in text
    assert a_case().parties[1].name not in text
