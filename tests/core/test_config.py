"""The settings: what stands, what is refused, what is never shown."""

import base64
import stat
from datetime import date
from pathlib import Path

import pytest

from core.config import (
    DEMO_PASSWORD,
    MARKER,
    Settings,
    SettingsError,
    mark_sandbox,
    new_secrets,
)


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    """An environment that a production start accepts."""
    return {"JIAHE_DATA": str(tmp_path), **new_secrets()}


def refusal(environ: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(environ)
    return str(caught.value)


def test_fresh_secrets_are_accepted_and_the_database_lies_in_the_data_folder(production, tmp_path):
    settings = Settings.from_env(production)
    assert settings.database_url == f"sqlite:///{tmp_path / 'jiahe.db'}"
    assert not settings.on_postgres
    assert not settings.sandbox
    assert [key.name for key in settings.field_keys] == ["k1"]
    assert len(settings.field_keys[0].secret) == 32


def test_a_missing_secret_is_refused(production):
    del production["JIAHE_SECRET_KEY"]
    assert "JIAHE_SECRET_KEY" in refusal(production)


@pytest.mark.parametrize(
    "secret",
    [
        "k3fW9q-short",
        "x" * 64,
        "change-me-before-you-go-to-production",
        "this-is-a-secret-key-for-development",
        "abcabcabc" * 5,
    ],
)
def test_a_short_or_default_secret_is_refused(production, secret):
    message = refusal({**production, "JIAHE_SECRET_KEY": secret})
    assert "JIAHE_SECRET_KEY" in message
    assert secret not in message


@pytest.mark.parametrize(
    "keys",
    [
        "k1",
        "k1:not base64",
        "k1:" + base64.b64encode(bytes(16)).decode(),
        "TOO-LONG-A-NAME:" + base64.b64encode(bytes(32)).decode(),
        ",".join(["k1:" + base64.b64encode(bytes(32)).decode()] * 2),
        " , ",
    ],
)
def test_broken_field_keys_are_refused_without_repeating_them(production, keys):
    message = refusal({**production, "JIAHE_FIELD_KEYS": keys})
    assert "JIAHE_FIELD_KEYS" in message
    assert "AAAAAAAA" not in message


def test_missing_field_keys_are_refused(production):
    del production["JIAHE_FIELD_KEYS"]
    assert "JIAHE_FIELD_KEYS" in refusal(production)


def test_several_field_keys_keep_their_order(production):
    one, two = (base64.b64encode(bytes([n] * 32)).decode() for n in (1, 2))
    settings = Settings.from_env({**production, "JIAHE_FIELD_KEYS": f"new:{one}, old:{two}"})
    assert [(key.name, key.secret[0]) for key in settings.field_keys] == [("new", 1), ("old", 2)]


def test_only_two_kinds_of_database(production):
    url = "mysql://root:hunter2@db/jiahe"
    message = refusal({**production, "JIAHE_DATABASE_URL": url})
    assert "mysql" in message
    assert "hunter2" not in message
    url = "postgresql://jiahe@db/jiahe"
    assert Settings.from_env({**production, "JIAHE_DATABASE_URL": url}).on_postgres


def test_the_calendar_may_be_set_in_the_sandbox_only(production, tmp_path):
    assert "JIAHE_TODAY" in refusal({**production, "JIAHE_TODAY": "2026-11-20"})
    mark_sandbox(tmp_path, None)
    assert Settings.from_env({**production, "JIAHE_TODAY": "2026-11-20"}).today == date(
        2026, 11, 20
    )
    assert "2026-13-01" in refusal({**production, "JIAHE_TODAY": "2026-13-01"})


@pytest.mark.parametrize(
    ("name", "value"), [("JIAHE_PLUGINS_STRICT", "maybe"), ("JIAHE_BRANDS", "/no/such/folder")]
)
def test_a_slip_is_named(production, name, value):
    message = refusal({**production, name: value})
    assert name in message
    assert value in message


def test_what_is_not_built_is_refused(production):
    assert "JIAHE_STORAGE_URL" in refusal({**production, "JIAHE_STORAGE_URL": "s3://files"})


def test_lists_and_flags(production, tmp_path):
    settings = Settings.from_env(
        {
            **production,
            "JIAHE_PLUGINS_OFF": "one, two,",
            "JIAHE_PLUGINS_STRICT": "1",
            "JIAHE_BRANDS": str(tmp_path),
        }
    )
    assert settings.plugins_off == {"one", "two"}
    assert settings.plugins_strict
    assert settings.brands == tmp_path


def test_a_sandbox_brings_its_own_secrets_and_keeps_them(tmp_path):
    mark_sandbox(tmp_path, None)
    first = Settings.from_env({"JIAHE_DATA": str(tmp_path)})
    mark_sandbox(tmp_path, None)
    again = Settings.from_env({"JIAHE_DATA": str(tmp_path)})
    assert first.sandbox
    assert first.secret_key == again.secret_key
    assert first.field_keys == again.field_keys
    assert first.demo_password == DEMO_PASSWORD
    assert stat.S_IMODE((tmp_path / MARKER).stat().st_mode) == 0o600


def test_two_sandboxes_do_not_share_secrets(tmp_path):
    secrets = set()
    for name in ("one", "two"):
        mark_sandbox(tmp_path / name, None)
        secrets.add(Settings.from_env({"JIAHE_DATA": str(tmp_path / name)}).secret_key)
    assert len(secrets) == 2


def test_a_sandbox_folder_never_serves_another_database(tmp_path):
    mark_sandbox(tmp_path, None)
    environ = {"JIAHE_DATA": str(tmp_path), "JIAHE_DATABASE_URL": "postgresql://jiahe@db/real"}
    assert "练手县" in refusal(environ)


def test_a_folder_with_real_data_never_turns_into_a_sandbox(tmp_path):
    (tmp_path / "jiahe.db").touch()
    with pytest.raises(SettingsError, match="正式数据"):
        mark_sandbox(tmp_path, None)
    assert not (tmp_path / MARKER).exists()


def test_a_broken_marker_is_no_sandbox(tmp_path):
    (tmp_path / MARKER).write_text("{}")
    assert MARKER in refusal({"JIAHE_DATA": str(tmp_path)})


def test_printing_the_settings_shows_no_secret(production):
    url = "postgresql://jiahe:hunter2@db/jiahe"
    settings = Settings.from_env({**production, "JIAHE_DATABASE_URL": url})
    shown = repr(settings)
    assert settings.secret_key not in shown
    assert "hunter2" not in shown
    assert repr(settings.field_keys[0].secret) not in shown + repr(settings.field_keys)
