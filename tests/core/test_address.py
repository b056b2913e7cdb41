"""Where the public reaches the platform: printed on papers, so nothing but a plain address."""

import pytest

from core.config import SettingsError, _address


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (None, ""),
        ("", ""),
        ("https://jiahe.example.gov.cn/", "https://jiahe.example.gov.cn"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_an_address_is_kept_without_its_slash(given: str | None, kept: str) -> None:
    assert _address(given) == kept


@pytest.mark.parametrize("given", ["jiahe", "ftp://a", "https://a/b", "https://a?x", "https://a b"])
def test_anything_else_is_refused(given: str) -> None:
    with pytest.raises(SettingsError, match="JIAHE_ADDRESS"):
        _address(given)
