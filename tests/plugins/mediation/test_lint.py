"""The lint of an agreement: complete enough to perform, lawful enough to confirm."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.mediation.lint import FORBIDDEN, MONEY_MATTERS, lint

ROW = {
    "matter": "act",
    "payer": "p1",
    "payee": "p2",
    "what": "互相体谅",
    "amount": None,
    "frequency": None,
    "account": None,
    "how": None,
    "due": "2026-12-01",
    "due_text": None,
    "condition": None,
}
SUPPORT = ROW | {
    "matter": "child_support",
    "what": "支付孩子的抚养费",
    "amount": 150_000,
    "frequency": "monthly",
    "account": "孩子的储蓄账户",
    "how": "银行转账",
    "due": None,
    "due_text": "每月 10 日前",
}


def codes(*rows, status_matter=False):
    return {one.code for one in lint({"items": list(rows), "status_matter": status_matter})}


def test_complete_promises_pass():
    visit = ROW | {"matter": "visiting", "due": None, "due_text": "每周六", "how": "父亲接送"}
    custody = ROW | {"matter": "custody", "due": None, "what": "儿子由母亲抚养"}
    assert codes(ROW, SUPPORT, visit, custody) == set()


@pytest.mark.parametrize(
    ("gap", "code"),
    [
        ({"amount": None}, "no_amount"),
        ({"amount": 0}, "no_amount"),
        ({"how": None}, "no_way"),
        ({"due_text": None}, "no_date"),
        ({"frequency": None}, "no_frequency"),
        ({"account": None}, "no_account"),
        ({"payee": "p1"}, "same_person"),
    ],
)
def test_each_gap_is_named(gap, code):
    assert codes(SUPPORT | gap) == {code}


@pytest.mark.parametrize("text", ["尽快", "有钱再说", "以后再说。", "另行商定", "方便的时候"])
def test_a_period_nobody_could_break_is_none(text):
    assert codes(ROW | {"due": None, "due_text": text}) == {"vague_date"}
    assert codes(ROW | {"due_text": text}) == set(), "a day stands beside it"


def test_visiting_without_a_schedule():
    visit = ROW | {"matter": "visiting", "due_text": "每周六"}
    assert codes(visit) == {"no_schedule"}


def test_a_step_at_the_registry_must_be_marked():
    row = ROW | {"matter": "status", "what": "到登记机关办理离婚登记"}
    assert codes(row) == {"status_unmarked"}
    assert codes(row, status_matter=True) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("如再赌博，甘愿被对方殴打", "violence_allowed"),
        ("女方可以动手教训", "violence_allowed"),
        ("保管期间扣留身份证", "liberty"),
        ("女方不准外出打工", "liberty"),
        ("晚上不得擅自离家", "liberty"),
        ("男方放弃对儿子的探望权", "visiting_waived"),
        ("父亲不得探望女儿", "visiting_waived"),
        ("以后不准见孩子", "visiting_waived"),
        ("女方放弃抚养费", "support_waived"),
        ("男方不再支付抚养费", "support_waived"),
        ("抚养费一律免除", "support_waived"),
        ("今后不得报警", "remedy_barred"),
        ("双方不再起诉", "remedy_barred"),
        ("女方放弃申请人身安全保护令", "remedy_barred"),
        ("女儿放弃继承外公的房子", "minor_waives_inheritance"),
        ("母亲代儿子放弃遗产", "minor_waives_inheritance"),
        ("大儿子放弃赡养义务", "elder_support_waived"),
        ("小儿子分得房子，大儿子不再赡养父母", "elder_support_waived"),
        ("男方把存款转移财产到弟弟名下", "third_harmed"),
        ("双方先办假离婚", "third_harmed"),
        ("双方各付调解费二百元", "fee"),
        ("自签字之日起离婚", "status_dissolved"),
        ("双方自愿离婚", "status_dissolved"),
        ("解除父子关系", "status_dissolved"),
        ("断绝母女关系", "status_dissolved"),
    ],
)
def test_unlawful_words_are_found(text, code):
    found = lint({"items": [ROW | {"what": text}], "status_matter": False})
    assert [one.code for one in found] == [code]
    assert found[0].values == {"row": "1"}
    assert "第" in found[0].citation


@pytest.mark.parametrize(
    "text",
    [
        "不得转移夫妻共同财产",
        "不得隐瞒收入",
        "三个儿子轮流赡养父母，不得推托",
        "母亲的房子由三个子女继承",
        "任何一方不得拒绝赡养老人",
        "调解员到场见证交付",
        "双方不得以任何方式实施家庭暴力",
        "任何一方不得限制对方人身自由",
        "不得扣留对方的身份证",
        "不得阻碍父亲探望女儿",
        "探望时不得饮酒，不得在探望时争吵",
        "男方按月支付抚养费，不得拖延",
        "不得阻止对方报警或者起诉",
        "不履行的，可以向人民法院起诉",
        "到婚姻登记机关办理离婚登记",
        "离婚后儿子由母亲抚养",
        "按离婚协议约定搬离",
        "双方离婚后仍共同抚养",
    ],
)
def test_lawful_words_pass(text):
    assert codes(ROW | {"what": text}) == set()


words = st.text(
    alphabet="男女方双不得准再可以探望抚养费放弃报警离婚登记起诉钱元每月日的，。", max_size=40
)


@given(what=words, how=words, condition=words)
def test_the_lint_never_raises_and_always_cites(what, how, condition):
    for one in lint({"items": [ROW | {"what": what, "how": how, "condition": condition}]}):
        assert one.citation
        assert one.field_name == "items"
        assert one.text % one.values


@given(
    matter=st.sampled_from(sorted(MONEY_MATTERS)),
    amount=st.one_of(st.none(), st.integers(max_value=0)),
)
def test_money_without_an_amount_never_passes(matter, amount):
    assert "no_amount" in codes(SUPPORT | {"matter": matter, "amount": amount})


@given(
    st.sampled_from([rule.code for rule in FORBIDDEN]),
    words,
    st.sampled_from(["what", "how", "due_text", "condition"]),
)
def test_a_forbidden_clause_is_found_wherever_it_stands(code, around, place):
    clause = {
        "violence_allowed": "有权殴打",
        "liberty": "限制人身自由",
        "visiting_waived": "放弃探望",
        "support_waived": "放弃抚养费",
        "minor_waives_inheritance": "孩子放弃继承",
        "elder_support_waived": "免除赡养义务",
        "third_harmed": "转移财产",
        "fee": "支付调解费",
        "remedy_barred": "放弃起诉",
        "status_dissolved": "准予离婚",
    }[code]
    # a full stop, so that a 不得 at the end of what stands around does not turn the clause
    assert code in codes(ROW | {place: f"{around}。{clause}"})


@settings(deadline=None)
@given(
    st.dictionaries(
        # a day was read by the judge before the lint sees it, all else may be anything
        st.sampled_from(sorted(ROW.keys() - {"due"})),
        st.one_of(st.none(), st.text(max_size=5)),
    )
)
def test_half_filled_rows_are_judged_not_raised(row):
    lint({"items": [row], "status_matter": None})
