"""The papers as they come off the press, whose they are, and what none of them tells."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

import plugins.family_education
from core.documents.engine import render
from core.words import PointView
from plugins.family_education.papers import PAPERS
from tests.plugins.family_education.stories import (
    LESSON,
    LOOK,
    ORDER,
    PLAN,
    REPLY,
    SERVICE,
    SESSION,
    URGED,
    WARNED,
    taken,
)
from tests.plugins.simulator import HER, HIM

FOLDER = Path(plugins.family_education.__file__).parent / "documents"
STAMP = {
    "number": "桂花家告字〔2026〕1号",
    "verify_code": "R7K3-Q2M9",
    "issued_on": "2026年11月23日",
    "made_at": "2026年11月23日　09:00",
    "replaces": "",
}
POINT = PointView(id="p", code="990101001", name="桂花镇服务站", level="town")
LOOKED = LOOK | {"signs": ["truant"], "risk": "middle", "child": "夜里不睡", "parents": "都累"}


@pytest.fixture(scope="module")
def walk():
    """An ordered guidance in which everything happened once."""
    one = taken(**ORDER, school="实验小学", grade="六年级")
    one.point = POINT
    one.take("assess", LOOKED)
    one.take("plan", PLAN)
    one.take("session", SESSION | {"content": "谈了手机", "feedback": "孩子哭了"})
    one.take("urge", URGED | {"asked": "每天陪孩子半小时"})
    one.take("assess", LOOKED | {"child_mood": "fine"})
    one.take("reply", REPLY)
    one.take("close", {"result": "better", "summary": "好多了"})
    return one


@pytest.fixture(scope="module")
def taught():
    one = taken(**WARNED)
    one.point = POINT
    one.take("teach", LESSON)
    return one


def made(walk, name, holder=""):
    return dict(PAPERS[name](walk.case, walk.item, holder))


@pytest.fixture(scope="module")
def printed(walk, taught, tmp_path_factory):
    """Every paper once through the press and through poppler: name -> text."""
    folder, texts = tmp_path_factory.mktemp("papers"), {}
    for kind in SERVICE.documents:
        source = taught if kind.name == "lesson" else walk
        pdf = folder / f"{kind.name}.pdf"
        pdf.write_bytes(render(FOLDER / kind.template, made(source, kind.name) | STAMP))
        text = subprocess.run(  # noqa: S603 - our own file
            ["pdftotext", "-layout", pdf, "-"],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        texts[kind.name] = "".join(text.split())
    return texts


def test_every_declared_paper_has_a_collector():
    assert {kind.name for kind in SERVICE.documents} == PAPERS.keys()


@pytest.mark.parametrize(
    ("paper", "says"),
    [
        ("intake_record", ("接案记录表", "小满", "实验小学", "县人民法院", "林一（母亲）")),
        ("receipt", ("1号", "2次", "不收费", "2026年12月23日")),
        ("assessment", ("预估表", "辍学", "中", "夜里不睡", "都累")),
        ("plan", ("指导方案", "少吵架", "轮流说", "全家")),
        ("session", ("指导记录", "谈了手机", "孩子哭了")),
        ("urging", ("督促书", "林一：", "第四十八条", "每天陪孩子半小时", "第一百一十八条")),
        ("urged_record", ("批评教育记录", "林一", "接受指导", "第一百一十八条")),
        ("lesson", ("教育引导记录", "江二", "反家庭暴力法", "未核原文")),
        ("attendance", ("到课证明", "2026年11月23日", "来访", "母亲")),
        ("report", ("县人民法院：", "1号", "完成一部分", "能好好说话了")),
        ("closing", ("有改善", "好多了", "情绪", "有些困难", "好")),
    ],
)
def test_what_a_paper_says(printed, paper, says):
    if not printed[paper]:
        pytest.skip("poppler is not here")
    for word in says:
        assert word in printed[paper], word


@pytest.mark.parametrize("paper", ["receipt", "urging", "attendance", "report", "plan"])
def test_what_leaves_the_house_does_not_name_the_child(printed, paper):
    for secret in ("小满", "实验小学", "夜里不睡", "谈了手机", "孩子哭了"):
        assert secret not in printed[paper]


def test_the_lessons_do_not_name_whom_he_harmed(printed):
    assert "林一" not in printed["lesson"]


@pytest.mark.parametrize("paper", ["plan", "attendance", "urging"])
def test_whose_copy_it_is(walk, paper):
    assert made(walk, paper, HER)
    with pytest.raises(LookupError):
        made(walk, paper, HIM)


def test_nothing_is_printed_of_what_was_not_done(taught):
    for paper in ("receipt", "assessment", "plan", "session", "urging", "attendance", "report"):
        with pytest.raises(LookupError):
            made(taught, paper)


def test_an_assessment_without_its_sealed_answers_is_no_paper(walk):
    bare = replace(
        walk.item,
        records=tuple(
            replace(one, data={}) if one.form.endswith("assessment") else one
            for one in walk.item.records
        ),
    )
    with pytest.raises(LookupError):
        PAPERS["assessment"](walk.case, bare, "")
