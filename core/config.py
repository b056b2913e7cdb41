"""The settings of one running platform, read once from the environment.

One frozen value handed to `create_app`, so that two apps in one process can differ and nothing
reads the environment behind anyone's back. What protects people (secrets, field keys, the real
calendar) has no default outside the sandbox: a start without it is refused (T/ZSM 5.1.3).
"""

import base64
import binascii
import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Self

SECRET_BYTES = 32
"""Shortest secret accepted; also the exact length of a field key (AES-256)."""

DEMO_PASSWORD = "jiahe-demo-2026"  # noqa: S105 - published on purpose, for the sandbox only
MARKER = "sandbox.json"
"""The file that makes a data folder a sandbox's; it keeps the sandbox's own secrets (0600)."""

_FIELD_KEY_NAME = re.compile(r"[a-z0-9]{1,8}")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
_FEWEST_SYMBOLS = 10  # 32 times the same letter is long, and no secret


class SettingsError(Exception):
    """A setting is missing or wrong; the text tells the operator which and what to write."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldKey:
    """One key for sealed columns; the name is stored with what it sealed."""

    name: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything a start needs to know.

    `field_keys`: the first seals, all of them open. `today`: the day the sandbox believes in.
    Files lie under `data`; `redis_url` is None where limits are kept in memory.
    `address` is where the public reaches the platform; papers print it as a square code, so it is
    set here and never taken from a request. Empty: papers carry the code in letters only.
    `proxies` is how many proxies of ours stand in front: as many entries of ``X-Forwarded-For``
    are believed, so that limits by address count whoever asked and not the proxy.
    """

    data: Path
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    field_keys: tuple[FieldKey, ...] = field(repr=False)
    plugins_off: frozenset[str] = frozenset()
    plugins_strict: bool = False
    brands: Path | None = None
    redis_url: str | None = field(default=None, repr=False)
    address: str = ""
    proxies: int = 0
    today: date | None = None
    demo_password: str = field(default=DEMO_PASSWORD, repr=False)
    sandbox: bool = False

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Read `JIAHE_*`; raise `SettingsError` on the first thing that cannot stand.

        May be called twice: it reads the sandbox's marker and writes nothing.
        """
        data = Path(environ.get("JIAHE_DATA") or "var").absolute()
        marker = _read_marker(data)
        url = environ.get("JIAHE_DATABASE_URL") or None
        if marker and marker.database_url != url:
            raise SettingsError(
                f"JIAHE_DATA={data} 是练手县的数据目录，只能配它自己的数据库；"
                "正式使用请另选目录，或取消 JIAHE_DATABASE_URL"
            )
        today = _today(environ.get("JIAHE_TODAY"))
        if today and not marker:
            raise SettingsError("JIAHE_TODAY 只用于练手县；正式使用请取消这一项")
        if environ.get("JIAHE_STORAGE_URL"):
            # believed and not obeyed, it would let somebody leave the folder out of the backup
            raise SettingsError(
                "JIAHE_STORAGE_URL 还没有做，文件都在 JIAHE_DATA/files；请取消这一项"
            )
        return cls(
            data=data,
            database_url=_database_url(url or f"sqlite:///{data / 'jiahe.db'}"),
            secret_key=_secret(environ.get("JIAHE_SECRET_KEY"), marker),
            field_keys=_field_keys(environ.get("JIAHE_FIELD_KEYS"), marker),
            plugins_off=frozenset(_words(environ.get("JIAHE_PLUGINS_OFF"))),
            plugins_strict=_flag("JIAHE_PLUGINS_STRICT", environ.get("JIAHE_PLUGINS_STRICT")),
            brands=_folder("JIAHE_BRANDS", environ.get("JIAHE_BRANDS")),
            redis_url=environ.get("JIAHE_REDIS_URL") or None,
            address=_address(environ.get("JIAHE_ADDRESS")),
            proxies=_proxies(environ.get("JIAHE_PROXIES")),
            today=today,
            demo_password=environ.get("JIAHE_DEMO_PASSWORD") or DEMO_PASSWORD,
            sandbox=marker is not None,
        )

    @property
    def on_postgres(self) -> bool:
        """Whether the database is PostgreSQL; the only other one is SQLite."""
        return self.database_url.startswith("postgresql")

    @property
    def tls(self) -> bool:
        """Whether people reach the platform over TLS, by the address it is said to have."""
        return self.address.startswith("https://")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Marker:
    database_url: str | None
    secret_key: str
    field_keys: str


def new_secrets() -> dict[str, str]:
    """Fresh values for the two settings that must be secret, ready for the environment."""
    key = base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    return {
        "JIAHE_SECRET_KEY": secrets.token_urlsafe(SECRET_BYTES),
        "JIAHE_FIELD_KEYS": f"k1:{key}",
    }


def mark_sandbox(data: Path, database_url: str | None) -> None:
    """Make `data` a sandbox's folder, with secrets of its own; an existing marker stays.

    `database_url` is what `JIAHE_DATABASE_URL` says, None for the SQLite file in the folder. A
    folder that already holds a database without a marker is somebody's real one: refused.
    """
    path = data / MARKER
    if path.exists():
        return
    if (data / "jiahe.db").exists():
        raise SettingsError(f"{data} 里已有正式数据，不能改作练手县；请用 --data 另选目录")
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = json.dumps({"database_url": database_url, **new_secrets()})
    # created with its mode: a chmod afterwards would leave a moment for others to read
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(content)


def _read_marker(data: Path) -> _Marker | None:
    path = data / MARKER
    if not path.exists():
        return None
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return _Marker(
            database_url=stored["database_url"],
            secret_key=stored["JIAHE_SECRET_KEY"],
            field_keys=stored["JIAHE_FIELD_KEYS"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{path} 读不出来，请用 jiahe demo --reset 重建") from error


def _database_url(url: str) -> str:
    if url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        return url
    # the address may carry a password, so only its scheme is repeated
    scheme = url.partition(":")[0]
    raise SettingsError(f"JIAHE_DATABASE_URL 只认 sqlite:/// 或 postgresql://，写的是 {scheme}:")


def _secret(given: str | None, marker: _Marker | None) -> str:
    if not given:
        if marker:
            return marker.secret_key
        raise SettingsError("没有设置 JIAHE_SECRET_KEY；运行 jiahe init --keys 生成")
    if len(given.encode()) < SECRET_BYTES:
        raise SettingsError(
            f"JIAHE_SECRET_KEY 太短，至少 {SECRET_BYTES} 字节；运行 jiahe init --keys 生成"
        )
    if len(set(given)) < _FEWEST_SYMBOLS or "secret" in given.lower() or "change" in given.lower():
        raise SettingsError("JIAHE_SECRET_KEY 是示例值或太简单；运行 jiahe init --keys 生成")
    return given


def _field_keys(given: str | None, marker: _Marker | None) -> tuple[FieldKey, ...]:
    if not given:
        if not marker:
            raise SettingsError("没有设置 JIAHE_FIELD_KEYS；运行 jiahe init --keys 生成")
        given = marker.field_keys
    keys = tuple(_field_key(word) for word in _words(given))
    if len({key.name for key in keys}) != len(keys) or not keys:
        raise SettingsError("JIAHE_FIELD_KEYS 里密钥名重复或为空")
    return keys


def _field_key(word: str) -> FieldKey:
    name, _, encoded = word.partition(":")
    try:
        secret = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        secret = b""
    if not _FIELD_KEY_NAME.fullmatch(name) or len(secret) != SECRET_BYTES:
        # never repeats the value: it may be a real key with one slip in it
        raise SettingsError(
            "JIAHE_FIELD_KEYS 应为“名称:密钥”，逗号分隔；名称 1–8 位小写字母或数字，"
            f"密钥为 {SECRET_BYTES} 字节的 base64"
        )
    return FieldKey(name=name, secret=secret)


def _today(given: str | None) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise SettingsError(f"JIAHE_TODAY 应为日期，如 2026-11-20，写的是 {given}") from error


def _address(given: str | None) -> str:
    if not given:
        return ""
    address = given.rstrip("/")
    if not _ADDRESS.fullmatch(address):
        raise SettingsError(
            f"JIAHE_ADDRESS 应为网址，如 https://jiahe.example.gov.cn，写的是 {given}"
        )
    return address


def _proxies(given: str | None) -> int:
    if not given:
        return 0
    # one too many would let anybody write the address he is counted by
    if given not in ("0", "1", "2", "3"):
        raise SettingsError(f"JIAHE_PROXIES 应为前面有几层自己的反向代理（0 到 3），写的是 {given}")
    return int(given)


def _words(given: str | None) -> list[str]:
    return [word.strip() for word in (given or "").split(",") if word.strip()]


def _flag(name: str, given: str | None) -> bool:
    if given in (None, "", "0"):
        return False
    if given == "1":
        return True
    raise SettingsError(f"{name} 只认 1 或 0，写的是 {given}")


def _folder(name: str, given: str | None) -> Path | None:
    if not given:
        return None
    path = Path(given).absolute()
    if not path.is_dir():
        raise SettingsError(f"{name}={given} 不是目录")
    return path
