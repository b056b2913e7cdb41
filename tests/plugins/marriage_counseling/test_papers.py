"""The papers as they come off the press, whose they are, and what none of them tells."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

import plugins.marriage_counseling
from core.documents.engine import render
from core.words import PointView
from plugins.marriage_counseling.filing import whole_file
from plugins.marriage_counseling.papers import PAPERS
from tests.plugins.marriage_counseling.stories import (
    DAY,
    JOINT,
    OUTSIDE,
    PACT,
    SERVICE,
    SESSION,
    VISIT,
    booked,
    consent,
    screen,
    screened,
)
from tests.plugins.simulator import HER, HIM, a_case, context

FOLDER = Path(plugins.marriage_counseling.__file__).parent / "documents"
STAMP = {
    "number": "桂花转字〔2026〕1号",
    "verify_code": "R7K3-Q2M9",
    "issued_on": "2026年11月23日",
    "made_at": "2026年11月23日　09:00",
    "replaces": "",
}
POINT = PointView(id="p", code="990101001", name="桂花镇服务站", level="town")
HERS, HIS = "她单独说的话", "他单独说的话"


@pytest.fixture(scope="module")
def walk():
    """An item in which everything happened once."""
    one = booked(
        divorce_path="agreed", applied_on="2026-11-20", referrer_name="县婚姻登记处", kind="cooling"
    )
    one.point = POINT
    one.take("consent", consent(tell_referrer=True))
    one.take("consent", consent(HIM))
    one.take("screen", screen(protection=["pregnant"], wish="divorce", marriages="2"))
    one.take("screen", screen(HIM, wish="keep", conflicts=["in_laws"]))
    one.take("facts", {"married_on": "2015-05-20", "children": [{"age": "9", "lives": "both"}]})
    one.take("plan", {"goal": "把家用谈清楚。"})
    one.take("evaluate", {"party": HER, "on": DAY, "time": "before", "talk": "3"})
    one.take("session", SESSION | {"note": HERS})
    one.take("session", SESSION | {"party": HIM, "note": HIS})
    one.take("joint", JOINT | {"note": "双方都愿意再试。"})
    one.take("pact", PACT)
    one.take(
        "evaluate", {"party": HER, "on": DAY, "time": "after", "change": "better", "talk": "7"}
    )
    one.take("refer", OUTSIDE)
    one.take("visit", VISIT)
    return one


def made(walk, name, holder=""):
    return dict(PAPERS[name](walk.case, walk.item, holder))


def holder_of(kind):
    return HER if kind.addressee.value in ("party", "each_party") else ""


@pytest.mark.parametrize("kind", SERVICE.documents, ids=lambda kind: kind.name)
def test_every_paper_can_be_printed(walk, kind):
    data = made(walk, kind.name, holder_of(kind))
    assert render(FOLDER / kind.template, data | STAMP).startswith(b"%PDF")


def test_every_declared_paper_has_a_collector():
    assert {kind.name for kind in SERVICE.documents} == PAPERS.keys()


def test_a_record_holds_what_is_shared_and_its_holders_own(walk):
    hers, his = (str(made(walk, "record", one)) for one in (HER, HIM))
    for said in (HERS, "双方都愿意再试", "11 年", "9 岁（和父母）", "比刚来时好", "平稳"):
        assert said in hers, said
    assert HIS not in hers
    assert HIS in his
    assert HERS not in his
    assert "婆媳" in his
    assert "婆媳" not in hers


@pytest.mark.parametrize("kind", SERVICE.documents, ids=lambda kind: kind.name)
@pytest.mark.parametrize("holder", [HER, HIM])
def test_no_paper_tells_a_protection_or_a_wish(walk, kind, holder):
    try:
        text = str(made(walk, kind.name, holder if holder_of(kind) else ""))
    except LookupError:
        return
    for secret in ("怀孕", "想离婚", "想挽回", "1082"):
        assert secret not in text


def test_what_she_is_protected_by_changes_nothing_he_gets(walk):
    plain = screened()
    plain.point = POINT
    told = screened(protection=["pregnant"])
    told.point = POINT
    for name in ("confidentiality", "privacy", "record"):
        assert made(told, name, HIM) == made(plain, name, HIM)


def test_the_free_choice_is_printed_on_every_agreement(walk):
    for name in ("confidentiality", "privacy", "cooling"):
        assert "不影响向法院起诉" in str(made(walk, name, HER))
    assert made(walk, "privacy", HIM)["facts"][0] == ["参加辅导的人", "江二"]
    assert len(made(booked(), "privacy", HER)["facts"]) == 1, "printed before it is signed"


def test_the_sheet_on_the_months_names_both_last_days(walk):
    facts = dict(made(walk, "cooling", HER)["facts"])
    assert facts == {
        "申请日": "2026年11月20日",
        "冷静期到": "2026年12月20日",
        "申领离婚证到": "2027年1月19日",
    }
    walk_again = booked()
    walk_again.take("cooling", {"now": "applied", "on": "2026-11-22"})
    assert dict(made(walk_again, "cooling", HIM)["facts"])["申请日"] == "2026年11月22日"
    walk_again.case = replace(
        walk_again.case,
        clocks=tuple(replace(one, provisional=True) for one in walk_again.case.clocks),
    )
    assert "（暂定）" in str(made(walk_again, "cooling", HIM))


def test_the_help_card_can_be_found_by_anybody(walk):
    card = str(made(walk, "help_card"))
    assert "12338" in card
    for telling in ("林一", "江二", "婚姻辅导", "登记", POINT.name):
        assert telling not in card
    kind = next(one for one in SERVICE.documents if one.name == "help_card")
    assert not kind.dated
    assert not kind.word


@pytest.mark.parametrize("case", [{}, {"violence": True}, {"stop_one": True}])
def test_a_pact_that_can_no_longer_be_printed_is_not_asked_for(walk, case):
    here = replace(context(walk), case=a_case(**case))
    asked = "家庭公约" in [one.title for one in whole_file(here).pieces]
    assert asked == (not case)
    printed = replace(here, item=replace(walk.item, papers=("pact",)))
    assert "家庭公约" in [one.title for one in whole_file(printed).pieces], "it stays in the file"


def test_a_pact_is_for_who_made_it_and_for_nobody_afraid(walk):
    pact = made(walk, "pact", HIM)
    assert ["1", "江二", "周三接孩子。"] in pact["parts"][0]["rows"]
    assert pact["signs"] == ["林一", "江二"]
    with pytest.raises(LookupError):
        PAPERS["pact"](replace(walk.case, violence=True), walk.item, HER)
    with pytest.raises(LookupError):
        made(walk, "pact", "p9")


def test_who_sent_them_learns_that_they_came_and_no_more(walk):
    told = made(walk, "feedback")
    assert told["to"] == "县婚姻登记处"
    assert told["facts"] == [["林一", "参加"]], "he did not let it be told"
    assert HERS not in str(told)
    for one in (booked(referrer="own"), screened()):
        with pytest.raises(LookupError):
            made(one, "feedback")


def test_another_office_gets_what_it_needs(walk):
    letter = made(walk, "referral")
    assert letter["to"] == "县妇幼保健院"
    assert "本人单独同意" in str(letter)
    assert "江二" not in str(letter)
    assert HERS not in str(letter)


@pytest.mark.parametrize("name", ["cooling", "record", "pact", "referral", "feedback"])
def test_there_is_no_paper_before_there_is_something_to_say(name):
    with pytest.raises(LookupError):
        made(booked(referrer="own"), name)


def test_nobody_beside_the_couple_gets_a_copy(walk):
    for name in ("confidentiality", "privacy", "record", "cooling"):
        with pytest.raises(LookupError):
            made(walk, name, "p9")


@pytest.mark.poppler
def test_the_record_reads_as_written(walk, tmp_path):
    pdf = tmp_path / "record.pdf"
    pdf.write_bytes(render(FOLDER / "sheet.typ", made(walk, "record", HER) | STAMP))
    text = subprocess.run(  # noqa: S603  # poppler, on our own file
        ["pdftotext", "-layout", str(pdf), "-"],  # noqa: S607
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    for said in ("婚姻家庭辅导工作记录表", "林一", HERS, "2015年5月20日", "冷静期危机干预"):
        assert said in text
    assert a_case().parties[1].name not in text
