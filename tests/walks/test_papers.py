"""The core papers of a whole case, from the receipt to the file, with nothing typed again.

T/ZSM 4.3.2.1, 5.5.1, 5.5.3, 6.1: printed from what was recorded; 5.6.4: each tells its reader only
what the reader may know.
"""

from __future__ import annotations

import re

import pytest

from tests.walks.conftest import As
from tests.walks.stories import HER, HIM, answer_the_question, does, follow_up_and_file, taken_in
from tests.walks.words import House, Visit

pytestmark = [pytest.mark.postgres, pytest.mark.poppler]
FRIDAY = "2026-11-20"


def test_every_core_paper_of_a_settled_case_prints_from_its_records(as_: As, house: House) -> None:
    village = as_("village")
    number = taken_in(village)
    receipt = village.issue_paper(number, "intake_receipt", HER)
    assert HIM not in receipt
    does(village.move(number, "start_attempt", present=[HER, "村支书"], on=FRIDAY))
    answer_the_question(village, number)
    does(village.move(number, "settle", outcome="老屋由两家共有"))
    # while it runs: of an ended case no family is entered in the register
    family = village.issue_paper(number, "key_family_form")
    for said in ("附录A", HER, HIM, "兄弟姐妹", "本件已调处1次", "家暴情况没有登记", "调处成功"):
        assert said in family, said
    follow_up_and_file(village, number)

    visit = village.issue_paper(number, "followup_record")
    for said in (number, "常态回访", "电话", "稳定", "已履行", "先确认了说话方便"):
        assert said in visit, said
    survey = village.issue_paper(number, "satisfaction_form")
    assert "附录C" in survey
    assert "约定的事履行了吗" in survey
    assert "您现在安全吗" not in survey
    for nameless in (HER, HIM, number, "校验码", "字〔"):
        assert nameless not in survey, nameless
    told = village.issue_paper(number, "notice", HER)
    assert HIM not in told
    numbers = [
        re.findall(r"\S*?字〔2026〕\d+号", village.issue_paper(number, "closing_report"))[0]
        for _copy in range(2)
    ]
    first, second = (int(re.findall(r"(\d+)号", one)[0]) for one in numbers)
    assert second == first + 1, "numbers of a kind, year and point follow each other"


def test_a_sheet_for_the_table_at_home_is_not_offered_where_it_could_be_found(
    as_: As, house: House
) -> None:
    """A wish that somebody never learns of it: no survey to take home, no telephone, no address."""
    desk = as_("desk")
    wish = {"point": house.places["village"]}
    number = taken_in(desk, Visit(keep_away=(wish,)))
    papers = desk.issue_every_paper(number)
    assert "联系卡" in papers
    assert "满意度调查表" not in papers
    assert "受理回执" not in papers


def test_the_file_is_bound_where_it_was_settled_with_pages_over_all_of_it(
    as_: As, house: House
) -> None:
    """谁调成谁归档; 人民调解法27: cover, list of contents, every piece, one count of pages."""
    village = as_("village")
    number = taken_in(village)
    village.issue_paper(number, "intake_receipt", HER)
    does(village.move(number, "start_attempt", present=[HER, "村支书"], on=FRIDAY))
    answer_the_question(village, number)
    does(village.move(number, "settle", outcome="老屋由两家共有"))
    cover = village.issue_paper(number, "dossier_cover")
    for said in ("卷宗", "卷内目录", number, f"{HER}、{HIM}家事纠纷", "受理回执", "归档时确定"):
        assert said in cover, said
    assert "内部" in cover
    village.issue_paper(number, "closing_report")
    follow_up_and_file(village, number)
    assert not village.dossier(number)[0].startswith("✔"), "the register of the question lacks"
    village.issue_paper(number, "legal_consult.register")
    meter, bound = village.dossier(number)
    assert meter == "✔ 6 / 6 件"
    for said in ("受理回执", "结案报告表", "回访记录", "村服务点", "永久"):
        assert said in bound, said
    pages = [int(one) for one in re.findall(r"卷内第(\d+)页", bound)]
    assert pages == list(range(1, len(pages) + 1))
    assert len(pages) >= 4
    assert number in village.archive()
    assert number not in as_("desk_town").archive(), "another point's desk knows nothing of it"
