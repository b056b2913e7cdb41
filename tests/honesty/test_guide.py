"""docs/plugin-authors.md, followed literally by somebody with an empty folder and no patience.

The environment is new and sees the packages of the one the tests run in; what the guide installs
goes into the new one. The normal run does what costs little; ``--long`` follows the page to its
end, a running brand and a running plugin.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import site
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import core.api
from tests.honesty.sources import ROOT

PAGE = (ROOT / "docs" / "plugin-authors.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"(?:Save as `(?P<file>[^`]+)`:\n\n)?```(?P<kind>\w+)\n(?P<text>.*?)```", re.DOTALL
)
STAYS = "jiahe demo"
"""A line that begins so does not come back by itself."""
COSTLY = ("pytest --jiahe-plugin", STAYS, "jiahe switch", "jiahe plugins doctor")
PORT = "8123"


@dataclass
class Author:
    """Somebody in a terminal: a folder, settings, and a server that may be running."""

    home: Path
    environ: dict[str, str]
    port: str
    where: Path = field(init=False)
    server: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.where = self.home

    def save(self, name: str, text: str) -> None:
        path = self.where / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def type(self, line: str) -> None:
        """Do one line; a failing one fails the test with what it printed."""
        line = line.replace(PORT, self.port)
        if line.startswith("cd "):
            self.where = self.where / line.removeprefix("cd ")
        elif line.startswith("export "):
            for name, value in re.findall(r'(\w+)="([^"]*)"', line):
                self.environ[name] = value.replace("$PWD", str(self.where))
        elif line.startswith(STAYS):
            self.stop()
            self.server = subprocess.Popen(  # noqa: S603 - the guide's own words
                ["sh", "-c", f"exec {line}"],  # noqa: S607
                cwd=self.where,
                env=self.environ,
            )
            self.wait()
        else:
            done = subprocess.run(  # noqa: S603 - the guide's own words
                ["sh", "-c", line],  # noqa: S607
                cwd=self.where,
                env=self.environ,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"

    def wait(self) -> None:
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            assert self.server is not None
            assert self.server.poll() is None, "the server ended"
            try:
                self.get("healthz")
                return
            except OSError:
                time.sleep(0.3)
        raise AssertionError("the server did not answer")

    def get(self, path: str, **sent: object) -> bytes:
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"http://127.0.0.1:{self.port}/{path}", **sent  # type: ignore[arg-type]  # a test's short hand
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            told: bytes = answer.read()
        return told

    def stop(self) -> None:
        if self.server is not None:
            self.server.send_signal(signal.SIGTERM)
            self.server.wait(timeout=30)
            self.server = None


@pytest.fixture
def author(tmp_path: Path) -> Iterator[Author]:
    """An empty folder and an environment that is new, and sees what is installed here."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)  # noqa: S603 - our own words
    (packages,) = (venv / "lib").glob("python3*/site-packages")
    ours = [one for one in site.getsitepackages() if Path(one).is_dir()]
    added = "; ".join(f"site.addsitedir({one!r})" for one in ours)
    (packages / "ours.pth").write_text(f"import site; {added}\n")
    python = venv / "bin" / "python"
    for name, module in (("jiahe", "core.cli"), ("pytest", "pytest"), ("pip", "pip")):
        script = venv / "bin" / name
        script.write_text(f'#!/bin/sh\nexec {python} -m {module} "$@"\n')
        script.chmod(0o755)
    home = tmp_path / "work"
    home.mkdir()
    environ = {name: value for name, value in os.environ.items() if not name.startswith(HIDDEN)}
    environ["PATH"] = f"{venv / 'bin'}{os.pathsep}{environ['PATH']}"
    made = Author(home=home, environ=environ, port=_free_port())
    yield made
    made.stop()
    shutil.rmtree(venv)


LOOK = """
from core.contract.candidates import candidate, point_of
assert candidate(point_of("tea_room")).declared.title == "茶室"
"""
HIDDEN = ("JIAHE_", "PYTEST_", "COV_", "PYTHONPATH")


def _free_port() -> str:
    import socket

    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return str(asked.getsockname()[1])


def follow(author: Author, *, all_of_it: bool) -> list[str]:
    """Do what the page says, block by block; return the kinds of block that were met."""
    met = []
    for block in BLOCK.finditer(PAGE):
        kind, text = block["kind"], block["text"]
        met.append(kind)
        if block["file"]:
            author.save(block["file"], text)
        elif kind == "sh":
            for line in text.strip().splitlines():
                if all_of_it or not line.startswith(COSTLY):
                    author.type(line)
        elif kind == "python":
            exec(compile(text, "docs/plugin-authors.md", "exec"), {})  # noqa: S102 - our own page
        else:
            raise AssertionError(f"a block of {kind} that nobody runs")
    return met


@pytest.mark.long
def test_the_page_can_be_followed(author: Author) -> None:
    met = follow(author, all_of_it=False)
    assert {"toml", "xml", "sh", "python"} == set(met)
    assert (author.where / "tea_room" / "declaration.py").is_file()
    author.save("look.py", LOOK)
    author.type("python look.py")
    # the one mistake everybody makes is told with its line
    toml = author.home / "brands" / "tea_sisters" / "brand.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("slogan", "slogen"), encoding="utf-8")
    told = subprocess.run(  # noqa: S603 - our own words
        ["jiahe", "brand", "lint", str(author.home / "brands")],  # noqa: S607
        env=author.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout) == (1, "tea_sisters/brand.toml:4: unknown key 'slogen'\n")


@pytest.mark.long
def test_it_ends_with_a_running_brand_and_a_running_plugin(author: Author) -> None:
    follow(author, all_of_it=True)
    token = subprocess.run(
        ["jiahe", "token", "create", "village"],  # noqa: S607
        env=author.environ,
        cwd=author.where,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()[-1]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def post(path: str, body: object) -> dict[str, object]:
        sent = json.dumps(body).encode()
        told = author.get(f"api/v1/990101/{path}", data=sent, headers=headers)
        answer: dict[str, object] = json.loads(told)
        return answer

    case = post(
        "cases",
        {
            "channel": "walk_in",
            "scenario": "property",
            "summary": "分家时老房子归谁说不拢",
            "danger_now": "no",
            "parties": [{"role": "applicant", "name": "周桂芬", "relation": "self"}],
            "services": ["mediation", "tea_room"],
        },
    )
    items = {one["service"]: one for one in case["items"]}  # type: ignore[attr-defined, index]
    assert items["mediation"]["brand_title"] == "茶姐妹"
    path = f"cases/{case['number']}/items/{items['tea_room']['id']}/steps"
    body = {"step": "visit", "version": 1, "data": {"wish": "想聊聊", "come_again": False}}
    assert post(path, body)["done"] == ["visit"]
    page = author.get("990101/tea_room/")
    assert b"login" in page, "its page asks a stranger to sign in"


def test_the_page_names_every_effect_and_no_other_word_of_the_contract() -> None:
    from typing import get_args

    named = set(re.findall(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)*\b", PAGE)) & set(core.api.__all__)
    assert {one.__name__ for one in get_args(core.api.Effect)} <= named
