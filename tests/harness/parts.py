"""Parts of the machine that some tests need, and whether this one has them.

A missing part must never make a test vanish quietly: it is skipped by name, and fails the run where
`JIAHE_REQUIRE` names it. Each probe returns None, or the reason in a few words.
"""

import functools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

_CHROMIUM = (
    "chromium-headless-shell",  # the same engine without windows costs half as much
    "/usr/bin/chromium",
    "chromium",
    "chromium-browser",
    "google-chrome",
)


def chromium() -> str | None:
    """The path of a Chromium installed by the system, never one downloaded by a test."""
    return next((found for name in _CHROMIUM if (found := shutil.which(name))), None)


def postgres_binaries() -> Path | None:
    """The newest folder that holds `initdb`; Debian keeps them off the PATH."""
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]),
    )
    if packaged:
        return packaged[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def as_server_user(command: list[str]) -> list[str]:
    """`command` as a user PostgreSQL agrees to run under: it refuses root."""
    return command if os.geteuid() else ["runuser", "-u", "postgres", "--", *command]


def _browser() -> str | None:
    return None if chromium() else "no chromium"


def _postgres() -> str | None:
    if not postgres_binaries():
        return "no initdb"
    if os.geteuid() == 0:
        if not shutil.which("runuser"):
            return "running as root without runuser"
        if "postgres" not in {entry.pw_name for entry in pwd.getpwall()}:
            return "running as root without a user named postgres"
    return None


def _program(name: str) -> Callable[[], str | None]:
    return lambda: None if shutil.which(name) else f"no {name}"


def _disk() -> str | None:
    """A tmpfs can be mounted here: root alone is not enough inside a container."""
    if not shutil.which("mount") or os.geteuid():
        return "cannot mount a tmpfs"
    with tempfile.TemporaryDirectory() as place:
        mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place]
        if subprocess.run(mount, capture_output=True, check=False).returncode:  # noqa: S603 - fixed words
            return "cannot mount a tmpfs"
        subprocess.run(["umount", place], check=True)  # noqa: S603, S607 - fixed words
    return None


PROBES: dict[str, Callable[[], str | None]] = {
    "browser": _browser,
    "postgres": _postgres,
    "office": _program("soffice"),
    "poppler": _program("pdftotext"),
    "node": _program("node"),
    "disk": _disk,
}


@functools.cache
def missing(part: str) -> str | None:
    """Why `part` is not here, None when it is; KeyError for an unknown part."""
    return PROBES[part]()


def required(environ: dict[str, str]) -> list[str]:
    """The parts `JIAHE_REQUIRE` names; ValueError names an unknown one."""
    names = [name.strip() for name in environ.get("JIAHE_REQUIRE", "").split(",") if name.strip()]
    unknown = [name for name in names if name not in PROBES]
    if unknown:
        raise ValueError(f"JIAHE_REQUIRE names {', '.join(unknown)}; known: {', '.join(PROBES)}")
    return names
