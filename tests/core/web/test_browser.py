"""What only a browser can tell: nothing sideways, nothing unreadable, keys, rows, the cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from tests.core.web.sample import World
from tests.harness.looking import look_over

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PAGES = ["/990101/desk/", "/990101/cases/open", "/login", "/unknown"]


@pytest.fixture
def app(world: World) -> Flask:
    """The shell's small application stands where the whole one would."""
    world.signed_in = "desk"
    return world.app


@pytest.mark.parametrize(
    ("width", "look"), [(1280, ""), (360, ""), (360, "large"), (360, "english"), (1280, "contrast")]
)
def test_pages_hold_together_and_everybody_can_read_them(
    page: Page, live: str, width: int, look: str
) -> None:
    cookies = {
        "large": {"name": "jiahe_type", "value": "large"},
        "english": {"name": "jiahe_language", "value": "en"},
        "contrast": {"name": "jiahe_contrast", "value": "more"},
    }
    if look:
        page.context.add_cookies([{**cookies[look], "url": live}])  # type: ignore[list-item]
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    for path in PAGES[:2] if look else PAGES:
        page.goto(path)
        look_over(page, [width])
    assert [line for line in said if "404" not in line] == []


def test_the_desk_is_in_view_at_once(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/990101/desk/")
    bar = page.locator(".receive-bar").bounding_box()
    sentence = page.locator("#summary").bounding_box()
    assert bar is not None
    assert sentence is not None
    assert sentence["y"] + sentence["height"] <= bar["y"]
    assert bar["y"] + bar["height"] <= 900


def test_keys_work_outside_text_and_can_be_switched_off(page: Page) -> None:
    page.goto("/990101/desk/")
    page.locator("h1").click()
    page.keyboard.press("3")
    assert page.locator("[name=scenario][value=c]").is_checked()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("1/2")
    assert page.locator("#q").input_value() == "1/2"
    assert page.locator("[name=scenario][value=c]").is_checked()
    page.goto("/990101/desk/")
    page.locator(".keys summary").click()
    page.get_by_role("button", name="关掉单键快捷键").click()
    page.locator("h1").click()
    page.keyboard.press("3")
    assert not page.locator("[name=scenario][value=c]").is_checked()


def test_rows_come_and_go(page: Page) -> None:
    page.goto("/990101/desk/")
    add = page.get_by_role("button", name="添一位")
    add.click()
    add.click()
    assert page.locator("[data-rows] .party").count() == 3
    assert page.evaluate("document.activeElement.name") == "parties-2-role"
    page.locator("[name=parties-1-name]").fill("陈建军")
    page.locator("[data-rows] [data-remove-row]").last.click()
    assert page.locator("[data-rows] .party").count() == 2
    add.click()
    assert page.locator("[name=parties-3-name]").count() == 1  # a number is never used twice
    assert page.locator("[name=parties-1-name]").input_value() == "陈建军"


def test_one_click_is_one_submission(page: Page, world: World) -> None:
    page.goto("/990101/desk/")
    page.locator("[name=danger_now][value=no]").check()
    page.locator("[name=scenario][value=a]").check()
    page.locator("#summary").fill("想先谈一谈")
    page.evaluate(
        "() => { const form = document.querySelector('form.stack');"
        " const main = form.querySelector('button.btn-main');"
        " form.requestSubmit(main); form.requestSubmit(main); }"
    )
    page.get_by_text("登记好了").wait_for()
    assert world.session.log.count("commit") == 1


def test_ctrl_s_presses_the_draft_button(page: Page, world: World) -> None:
    page.goto("/990101/desk/")
    page.locator("#summary").fill("写到一半")
    page.keyboard.press("Control+s")
    page.get_by_text("登记好了").wait_for()
    assert world.session.log == ["commit"]


def test_the_type_grows_at_once_and_stays(page: Page) -> None:
    page.goto("/990101/desk/")
    page.get_by_role("button", name="大字号").click()
    assert page.locator("html").get_attribute("data-type") == "large"
    while not any(cookie.get("name") == "jiahe_type" for cookie in page.context.cookies()):
        page.wait_for_timeout(20)
    page.reload()
    assert page.locator("html").get_attribute("data-type") == "large"


def test_an_empty_desk_covers_itself_and_masks_names(page: Page) -> None:
    page.clock.install()
    page.goto("/990101/cases/open")
    name = page.locator("[data-masked]")
    assert name.text_content() == "陈建军"
    page.clock.run_for(170_000)
    assert page.locator(".idle").count() == 0
    page.clock.run_for(20_000)
    page.locator(".idle").wait_for()
    assert name.text_content() == "陈*军"
    assert not page.locator("main").is_visible()
    page.keyboard.press("Enter")
    assert page.locator(".idle").count() == 0
    assert page.locator("main").is_visible()
    assert name.text_content() == "陈*军"


@pytest.fixture
def plain(page: Page, live: str) -> Iterator[Page]:
    """The same window with scripts switched off."""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(base_url=live, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_script_every_button_still_works(plain: Page, world: World) -> None:
    plain.goto("/990101/desk/")
    plain.get_by_role("button", name="大字号").click()
    assert plain.locator("html").get_attribute("data-type") == "large"
    world.session.log.clear()
    plain.locator("[name=danger_now][value=no]").check()
    plain.locator("[name=scenario][value=a]").check()
    plain.locator("#summary").fill("想先谈一谈")
    plain.locator("button.btn-main").click()
    plain.get_by_text("登记好了").wait_for()
    assert world.session.log == ["commit"]


def test_part_of_a_page_is_swapped_in_place(page: Page) -> None:
    page.goto("/990101/cases/open")
    page.locator("#due").fill("每月五日")
    page.get_by_role("button", name="显示").click()
    page.locator("#people").get_by_text("周桂芬").wait_for()
    assert page.locator("#due").input_value() == "每月五日"  # nothing else was touched
    assert page.get_by_text("周*芬", exact=True).count() == 0


def test_suggestions_follow_the_answers_without_moving_anybody(page: Page, world: World) -> None:
    page.goto("/990101/desk/")
    page.locator("#summary").fill("写到一半")
    page.locator("[name=scenario][value=c]").check()
    page.get_by_text("为c建议").wait_for()
    assert page.evaluate("document.activeElement.value") == "c"
    assert page.locator("#summary").input_value() == "写到一半"
    page.get_by_role("button", name="重新建议").click()
    page.get_by_text("为c建议").wait_for()
    assert set(world.session.log) == {"rollback"}  # asking writes nothing


def test_enter_in_the_search_searches_and_a_phrase_is_one_click(page: Page, world: World) -> None:
    page.goto("/990101/desk/")
    page.keyboard.press("/")
    page.keyboard.type("周桂芬")
    page.keyboard.press("Enter")
    page.get_by_text("没有查到").wait_for()
    phrase = page.get_by_role("button", name="想先谈一谈")
    phrase.click()
    phrase.click()
    assert page.locator("#summary").input_value() == "想先谈一谈，想先谈一谈"
    assert world.session.log == ["rollback"]


def test_enter_registers_and_shift_enter_breaks_the_line(page: Page, world: World) -> None:
    page.goto("/990101/desk/")
    page.locator("[name=danger_now][value=no]").check()
    page.locator("[name=scenario][value=a]").check()
    page.get_by_text("为a建议").wait_for()
    world.session.log.clear()
    page.locator("#summary").click()
    page.keyboard.type("第一行")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("第二行")
    assert page.locator("#summary").input_value() == "第一行\n第二行"
    page.keyboard.press("Enter")
    page.get_by_text("登记好了").wait_for()
    assert world.session.log == ["commit"]
