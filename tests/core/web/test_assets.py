"""Styles and scripts: an address per content, kept for a year; and the budget of the first page."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

import core.web
from core.web.assets import read_assets
from tests.core.web.sample import World

STATIC = Path(core.web.__file__).parent / "static"


def addresses(page: str) -> list[str]:
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', page)


@pytest.mark.parametrize("path", ["/990101/desk/", "/990101/cases/open", "/login"])
def test_the_first_page_fits_its_budget(world: World, path: str) -> None:
    """≤ 20 KB of HTML, ≤ 40 KB packed with styles and script."""
    client = world.client("desk")
    page = client.get(path)
    assert len(page.data) <= 20_000
    total = len(gzip.compress(page.data))
    found = addresses(page.text)
    assert len(found) >= 3
    for address in found:
        total += len(client.get(address, headers={"Accept-Encoding": "gzip"}).data)
    assert total <= 40_000


def test_a_file_may_be_kept_because_its_address_is_its_content(world: World) -> None:
    client = world.client()
    address = next(each for each in addresses(client.get("/login").text) if "css" in each)
    plain = client.get(address)
    assert plain.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert plain.headers["Vary"] == "Accept-Encoding"
    assert plain.mimetype == "text/css"
    assert plain.data == (STATIC / "jiahe.css").read_bytes()
    packed = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data


def test_gzip_refused_means_plain(world: World) -> None:
    client = world.client()
    address = addresses(client.get("/login").text)[0]
    answer = client.get(address, headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in answer.headers


def test_changed_content_changes_the_address(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.css").write_text("a{}")
    first = read_assets({"room": tmp_path})["room/deep/a.css"]
    (tmp_path / "deep" / "a.css").write_text("b{}")
    second = read_assets({"room": tmp_path})["room/deep/a.css"]
    assert first.digest != second.digest
    assert first.mimetype == "text/css"


def test_a_missing_folder_is_noticed_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_assets({"room": tmp_path / "gone"})


def test_styles_and_scripts_ask_nobody_else() -> None:
    for path in STATIC.rglob("*"):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|@import|url\((?!\"?data:)", text), path.name


def test_no_template_carries_inline_style_or_script() -> None:
    templates = Path(core.web.__file__).parent / "templates"
    for path in templates.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path.name
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path.name
        assert not re.search(r"\son[a-z]+=", text), path.name


def test_every_class_of_the_macros_has_a_style() -> None:
    """A piece drawn by a macro with a class nobody styles is a typing error."""
    known = (STATIC / "jiahe.css").read_text(encoding="utf-8")
    known += (STATIC / "jiahe.js").read_text(encoding="utf-8")
    # hooks for scripts, or the browser's own look is right
    plain = {"moves", "topbar", "page", "pref", "leave-button", "public", "lang"}
    used: set[str] = set()
    templates = Path(core.web.__file__).parent / "templates"
    for path in templates.rglob("*.html"):
        bare = re.sub(r"\{[%{#].*?[%}#]\}", " ", path.read_text(encoding="utf-8"), flags=re.S)
        for group in re.findall(r'class="([^"]*)"', bare):
            used.update(group.split())
    missing = {name for name in used - plain if not re.search(rf"\.{re.escape(name)}\b", known)}
    assert missing == set()
