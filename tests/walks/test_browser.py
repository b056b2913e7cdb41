"""Four of the walks in a real browser: one by keyboard alone, every page looked over.

No page may scroll sideways at 1280 or 360 px, and none may shut anybody out (axe: no violation).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from tests.harness.apps import COUNTY
from tests.harness.looking import follow, look_over
from tests.walks.browsing import PASSWORD
from tests.walks.conftest import house_of
from tests.walks.test_her_own_yes import HE, HER_ID, HER_PHONE, HIS_WORDS, SHE
from tests.walks.words import House

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
MOST_TABS = 120
FOCUS = "document.activeElement"
Sit = Callable[[str], "Page"]


@pytest.fixture
def places(app: Flask) -> House:
    """Places and colleagues; the browser lives on the real clock, so nothing stands still here."""
    return house_of(app)


@pytest.fixture
def sit(chromium_browser: Browser, live: str) -> Iterator[Sit]:
    """Return how to sit down at a browser of one's own, signed in by keyboard."""
    contexts = []

    def down(login: str) -> Page:
        context = chromium_browser.new_context(
            base_url=live,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": 1280, "height": 800},
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/login")
        page.locator("[name=username]:focus").wait_for()
        page.keyboard.type(login)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(f"/{COUNTY}/"))
        return page

    yield down
    for context in contexts:
        context.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is where it should be."""
    for _press in range(MOST_TABS):
        if page.evaluate(f"{FOCUS}.matches({selector!r})"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by keyboard on {page.url}")


def choose(page: Page, name: str, value: str) -> None:
    """Reach a group of radio buttons and pick one with space and arrows."""
    tab_to(page, f"[name={name}]")
    page.keyboard.press("Space")
    for _press in range(MOST_TABS):
        if page.evaluate(f"{FOCUS}.value") == value:
            break
        page.keyboard.press("ArrowDown")
    assert page.locator(f"[name={name}][value={value}]").is_checked()


def write(page: Page, selector: str, text: str) -> None:
    """Reach a field and type."""
    tab_to(page, selector)
    page.keyboard.type(text)


def number_on(page: Page) -> str:
    """Return the number that was just given."""
    return str(page.locator("b.number").first.text_content()).strip()


def test_received_at_the_county_by_keyboard_alone(sit: Sit, places: House) -> None:
    """附录 B.1 begins: the intake without a mouse (tab, arrows, space, enter), then down a hop."""
    page = sit("desk")
    page.goto(f"/{COUNTY}/desk/")
    page.wait_for_load_state("networkidle")
    look_over(page)
    page.evaluate(f"{FOCUS}.blur()")

    choose(page, "danger_now", "no")
    write(page, "[name=parties-0-name]", "周桂芬")
    write(page, "[name=parties-0-phone]", "13800138000")
    choose(page, "scenario", "property")
    write(page, "#summary, [name=summary]", "分家时老房子归谁说不拢")
    tab_to(page, "[name=services][value=legal_consult]")
    if not page.locator("[name=services][value=legal_consult]").is_checked():
        page.keyboard.press("Space")
    tab_to(page, ".receive-bar .btn-main")
    page.keyboard.press("Enter")
    page.get_by_text("您是首办人").wait_for()
    number = number_on(page)
    assert number.startswith(COUNTY)
    look_over(page)

    # an empty desk says what is missing, and that page too is for everybody
    page.locator(".receive-bar .btn-main").focus()
    page.keyboard.press("Enter")
    page.locator("#errors").wait_for()
    look_over(page)

    page.goto(f"/{COUNTY}/cases/")
    look_over(page)
    page.goto(f"/{COUNTY}/cases/{number}")
    assert "周*芬" in str(page.locator("main").text_content())
    look_over(page)
    follow(page, page.locator("article", has_text="法律咨询").get_by_role("link"))
    follow(page, page.locator('a[href*="step=consult"]'))
    page.locator("form[novalidate]").first.wait_for()
    look_over(page)

    page.goto(f"/{COUNTY}/cases/{number}/moves/assign_down")
    look_over(page)
    page.locator("[name=to]").select_option(places.places["town"].id)
    page.locator("[name=reason]").fill("请先在镇里办")
    page.locator(".receive-bar .btn-main").click()
    page.get_by_text("已办：交办").wait_for()

    town = sit("mediator_town")
    town.goto(f"/{COUNTY}/cases/")
    follow(town, town.get_by_role("link", name="接收或退回"))
    assert "老房子" not in str(town.locator("main").text_content())
    look_over(town)
    follow(town, town.get_by_role("link", name="接收…"))
    look_over(town)
    town.locator(".receive-bar .btn-main").click()
    town.get_by_text("已办：接收").wait_for()
    assert "老房子" in str(town.locator("main").text_content())


def test_danger_now(sit: Sit) -> None:
    """STOP-1 at the window: the banner comes at once, the head confirms, a colleague sees none."""
    page = sit("desk")
    page.goto(f"/{COUNTY}/desk/")
    banner = page.get_by_text("先保人，后填表")
    sign = page.locator("[name=danger_flags][value=injury]")
    # a wound is seen by whoever could not ask as well; nobody who heard of no danger is asked more
    for answer, seen in (("unknown", True), ("no", False), ("cannot_ask", True)):
        assert not banner.is_visible()
        page.locator(f"[name=danger_now][value={answer}]").check()
        assert sign.is_visible() is seen, answer
    page.locator("[name=danger_now][value=yes]").check()
    banner.wait_for()
    look_over(page)
    page.locator("[name=danger_flags][value=weapon]").check()
    page.locator("[name=parties-0-name]").fill(SHE)
    page.locator("[name=scenario][value=dv]").check()
    page.locator("[name=summary]").fill("他拿刀追我")
    page.wait_for_load_state("networkidle")
    assert page.locator("[name=services][value=mediation]").is_disabled()
    page.locator("[name=services][value=legal_aid]").check()
    page.locator(".receive-bar .btn-main").click()
    page.get_by_text("您是首办人").wait_for()
    number = number_on(page)
    page.goto(f"/{COUNTY}/cases/{number}")
    page.get_by_role("link", name="拨打 110").wait_for()
    assert page.get_by_text("C3 密封").count()
    look_over(page)

    colleague = sit("mediator")
    answer = colleague.goto(f"/{COUNTY}/cases/{number}")
    assert answer is not None
    assert answer.status == 404
    colleague.goto(f"/{COUNTY}/cases/")
    assert number not in colleague.content()

    head = sit("head")
    head.goto(f"/{COUNTY}/cases/")
    follow(head, head.get_by_role("link", name="紧急上报，请确认收到"))
    look_over(head)
    follow(head, head.get_by_role("link", name=re.compile("确认收到.*…")).first)
    head.locator(".receive-bar .btn-main").click()
    head.get_by_text("已办：").wait_for()


def test_her_phone_never_reaches_his_page(sit: Sit) -> None:
    """Hard stop 3: his case names her as he named her, and knows nothing she told elsewhere."""
    hers = sit("desk")
    hers.goto(f"/{COUNTY}/desk/")
    hers.locator("[name=danger_now][value=no]").check()
    hers.locator("[name=parties-0-name]").fill(SHE)
    hers.locator("[name=parties-0-phone]").fill(HER_PHONE)
    hers.locator("[name=parties-0-id_no]").fill(HER_ID)
    hers.locator("[name=scenario][value=dv]").check()
    hers.locator("[name=summary]").fill("他打我，别让他知道我住哪")
    hers.wait_for_load_state("networkidle")
    hers.locator("[name=services][value=legal_consult]").check()
    hers.locator(".receive-bar .btn-main").click()
    hers.get_by_text("您是首办人").wait_for()

    his = sit("desk_town")
    his.goto(f"/{COUNTY}/desk/")
    his.locator("#q").fill(SHE)
    his.get_by_role("button", name="查找").first.click()
    his.get_by_text("没有查到").wait_for()
    his.locator("[name=danger_now][value=no]").check()
    his.locator("[name=parties-0-name]").fill(HE)
    his.get_by_role("button", name="添一位").click()
    his.locator("[name=parties-1-name]").fill(SHE)
    his.locator("[name=parties-1-id_no]").fill(HER_ID)
    his.locator("[name=parties-1-role]").select_option("respondent")
    his.locator("[name=scenario][value=marriage_love]").check()
    his.locator("[name=summary]").fill(HIS_WORDS)
    his.wait_for_load_state("networkidle")
    his.locator("[name=services][value=mediation]").check()
    his.locator(".receive-bar .btn-main").click()
    his.get_by_text("您是首办人").wait_for()
    his.goto(f"/{COUNTY}/cases/{number_on(his)}")
    assert his.get_by_text("C3 密封").count()
    his.get_by_role("button", name="显示姓名和电话").click()
    his.locator("#people").get_by_text(SHE).wait_for()
    assert HER_PHONE not in his.content()
    assert HER_PHONE[-4:] not in his.content()
    look_over(his)


def test_a_function_is_closed_from_the_admins_page(sit: Sit) -> None:
    """5.4: rehearsed, switched, obeyed by the next page of the desk."""
    admin, desk = sit("admin"), sit("desk")
    desk.goto(f"/{COUNTY}/desk/")
    box = desk.locator("[name=services][value=family_education]")
    assert box.is_enabled()
    admin.goto(f"/{COUNTY}/admin/services")
    look_over(admin)
    admin.goto(f"/{COUNTY}/admin/services?plugin=family_education&state=closing")
    look_over(admin)
    admin.get_by_role("button", name="改为只办结").click()
    admin.locator("main").get_by_role("status").first.wait_for()
    desk.reload()
    assert box.is_disabled()
    assert "只办结" in str(desk.locator("label.choice", has=box).text_content())
    for part in ("accounts", "points", "days"):
        admin.goto(f"/{COUNTY}/admin/{part}")
        look_over(admin)


def test_what_is_typed_is_kept_while_typing(places: House, sit: Sit):
    """A pause keeps it, Ctrl+S at once; then the browser dies, and a colleague finds nothing."""
    page = sit("desk")
    page.fill("textarea[name=summary]", "老人三个月没人管")
    kept = page.locator("form[data-draft] [data-draft-said]")
    kept.filter(has_text="替您存着了").wait_for(timeout=10_000)
    page.fill("input[name=parties-0-name]", "周桂芬")
    with page.expect_response(lambda answer: answer.request.method == "POST") as said:
        page.keyboard.press("Control+s")
    assert said.value.status == 204, "nothing of the page moved"
    assert page.input_value("textarea[name=summary]") == "老人三个月没人管"
    page.context.browser.contexts[-1].close()

    page = sit("desk_town")
    assert page.get_by_text("接着上次的写").count() == 0
    page = sit("desk")
    follow(page, page.get_by_text("接着上次的写"))
    page.wait_for_url(re.compile("draft=1"))
    assert page.input_value("textarea[name=summary]") == "老人三个月没人管"
    assert page.input_value("input[name=parties-0-name]") == "周桂芬"
    look_over(page)

    # the sign-in ends under the open form: nothing typed is lost on the way through the sign-in
    page.fill("textarea[name=summary]", "老人三个月没人管，想轮流照料")
    page.context.clear_cookies(name="remember_token")
    page.evaluate("""() => fetch("/logout", {method: "POST", body: new URLSearchParams({
        csrf_token: document.querySelector("#post [name=csrf_token]").value})})""")
    page.get_by_role("button", name="登记 Enter").click()
    page.wait_for_url(re.compile("/login"))
    page.locator("[name=username]:focus").wait_for()  # a loaded page takes its focus a moment later
    page.keyboard.type("desk")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("draft=1"))
    assert page.input_value("textarea[name=summary]") == "老人三个月没人管，想轮流照料"
    page.get_by_role("button", name="不要了").click()
    page.wait_for_url(re.compile(r"/desk/(\?draft=1)?$"))
    assert page.input_value("textarea[name=summary]") == ""


def test_a_paper_that_is_saved_leaves_the_page_ready_for_the_next_name(sit: Sit) -> None:
    """Nothing tells a page that its answer was saved as a file; the button must not stay dead."""
    page = sit("desk")
    page.goto(f"/{COUNTY}/desk/")
    page.locator("[name=danger_now][value=no]").check()
    page.locator("[name=parties-0-name]").fill(SHE)
    page.get_by_role("button", name="添一位").click()
    page.locator("[name=parties-1-name]").fill(HE)
    page.locator("[name=scenario][value=property]").check()
    page.locator("[name=summary]").fill("分家时老房子归谁说不拢")
    page.wait_for_load_state("networkidle")
    page.locator(".receive-bar .btn-main").click()
    page.get_by_text("您是首办人").wait_for()
    number = number_on(page)

    page.goto(f"/{COUNTY}/cases/{number}")
    # what is saved leaves the page where it stood: here, because nothing is sent at all
    page.evaluate("""() => {
        window.sent = [];
        document.addEventListener("submit", (event) => {
            if (!event.defaultPrevented) window.sent.push(new FormData(event.target).get("party"));
            event.preventDefault();
        });
    }""")
    form = page.locator('form[action$="/papers"]', has=page.locator("[name=party]")).first
    names = [str(one.get_attribute("value")) for one in form.locator("option").all()]
    assert len(names) > 1
    for one in names:
        form.locator("[name=party]").select_option(one)
        form.get_by_role("button").dblclick()
    assert page.evaluate("window.sent") == names, "each name once, however often it is pressed"
    form.locator("[aria-busy]").wait_for(state="detached")


def test_a_double_click_and_the_back_button_make_one_case(places: House, sit: Sit):
    """Pressed twice it is registered once; gone back to and pressed again, it is still once."""
    page = sit("desk")
    page.check("input[name=danger_now][value=no]", force=True)
    page.fill("textarea[name=summary]", "分家时老房子归谁说不拢")
    page.fill("input[name=parties-0-name]", "周桂芬")
    page.check("input[name=scenario][value=property]", force=True)
    page.wait_for_load_state("networkidle")
    before = page.locator("section.card.slim ol.list li").count()
    page.get_by_role("button", name="登记 Enter").dblclick()
    page.get_by_text("已登记，您是首办人").wait_for()
    assert page.get_by_text("接着上次的写").count() == 0
    number = page.locator("section.notice b.number").inner_text()
    page.go_back()
    if page.input_value("textarea[name=summary]"):
        page.get_by_role("button", name="登记 Enter").click()
        page.wait_for_load_state("networkidle")
    page.goto(f"/{COUNTY}/desk/")
    after = page.locator("section.card.slim ol.list li").count()
    assert after <= before + 1
    assert page.locator("section.card.slim ol.list").inner_text().count(number[-8:]) <= 1
