"""What somebody may not see changes no byte of what she is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.authorization.leaks import LEAKS
from tests.authorization.secrets_of import SECRETS
from tests.authorization.twoworld import MOST_PAGES, differ, differences, pair, stopped_clock
from tests.authorization.world import World


@pytest.mark.parametrize("name", SECRETS)
def test_two_worlds_answer_alike(world: World, tmp_path: Path, name: str, long: bool) -> None:
    secret = SECRETS[name]
    with stopped_clock(), pair(world, secret, tmp_path) as apps:
        for login in secret.viewers:
            followed = 3 * MOST_PAGES if long else MOST_PAGES
            assert differences(apps, world, secret, login, crawl=followed) == [], login


def test_one_sides_words_leaking_to_who_works_for_the_other_is_caught(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stopped_clock(), pair(world, SECRETS["note"], tmp_path) as apps:
        monkeypatch.setattr("core.cases.partitions.OTHER_SIDE", frozenset())
        assert differ(apps, world, SECRETS["note"], "mediator")


@pytest.fixture(scope="module")
def two(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Flask]]:
    """The worlds with and without a sealed case."""
    with (
        stopped_clock(),
        pair(world, SECRETS["sealed"], tmp_path_factory.mktemp("leaks")) as apps,
    ):
        yield apps


@pytest.mark.parametrize("name", LEAKS)
def test_a_planted_leak_is_caught(
    two: tuple[Flask, Flask], world: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    leak = LEAKS[name]
    leak.plant(monkeypatch)
    assert differ(two, world, SECRETS["sealed"], leak.viewer)
