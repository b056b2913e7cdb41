"""The files the honesty tests read: what git would hand to the next person."""

import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
_WRITTEN = {".py", ".html", ".css", ".js", ".md", ".cfg", ".toml", ".typ", ".txt", ".json", ""}


@functools.cache
def files() -> tuple[Path, ...]:
    """Every file tracked or about to be, in no ignored folder."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git is on the PATH
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def under(*folders: str, suffix: str = "") -> list[Path]:
    """The files below some top folders, optionally of one kind."""
    return [
        path
        for path in files()
        if path.relative_to(ROOT).parts[0] in folders and path.name.endswith(suffix)
    ]


def written_by_hand() -> list[Path]:
    """The texts somebody wrote: no locks, no pictures, no translation catalogues."""
    return [path for path in files() if path.suffix in _WRITTEN]


def shown(path: Path) -> str:
    """The path as a failure should print it."""
    return str(path.relative_to(ROOT))
