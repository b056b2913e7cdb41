"""Read a telephone number the way people write it, and keep it in one way.

One spelling makes the same family findable however the number was taken down at the desk; the
short numbers (110, 12338, 12348) are how offices are reached.
"""

from __future__ import annotations

import re

_SEPARATORS = re.compile(r"[\s\u3000().（）·_-]+")
_DASHES = str.maketrans(dict.fromkeys("－—–‐‑−", "-"))
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_AREA = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})")
_EXTENSION = re.compile(r"(.*[0-9])\s*(?:转|ext\.?|[#*,xX])\s*([0-9]{1,6})")
_SERVICE = re.compile(r"[48]00[0-9]{7}")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}")
_SHORT = re.compile(r"[1-9][0-9]{2,5}")
_ABROAD = re.compile(r"\+[1-9][0-9]{6,14}")


def normal_phone(text: str) -> str | None:
    """Return the one spelling of a phone number, or None when it cannot be one.

    Mobiles as eleven digits, landlines as ``0571-87654321`` with ``-123`` for an extension,
    400/800, local and short numbers as digits, other countries as ``+85212345678``.
    """
    text = text.translate(_DASHES).strip()
    if len(text) > 40:
        return None
    extension = ""
    with_extension = _EXTENSION.fullmatch(text)
    if with_extension:
        text, extension = with_extension.groups()
    elif (dashed := re.fullmatch(r"(0[0-9]{2,3}-[0-9]{7,8})-([0-9]{1,6})", text)) is not None:
        text, extension = dashed.groups()
    digits = _SEPARATORS.sub("", text)
    digits = re.sub(r"^(?:\+|00)86(?=[0-9]{7,})", "", digits)
    if re.fullmatch(r"86(1[3-9][0-9]{9})", digits):
        digits = digits[2:]
    if re.fullmatch(r"[1-9][0-9]{1,2}[2-9][0-9]{6,7}", digits) and text.strip().startswith(
        ("+86", "0086")
    ):
        digits = "0" + digits  # +86 571 8765 4321 is written without the trunk zero
    if _MOBILE.fullmatch(digits):
        return None if extension else digits
    landline = _AREA.fullmatch(digits)
    if landline:
        spelled = f"{landline[1]}-{landline[2]}"
        return f"{spelled}-{extension}" if extension else spelled
    for pattern in (_SERVICE, _LOCAL):
        if pattern.fullmatch(digits):
            return f"{digits}-{extension}" if extension else digits
    if extension:
        return None
    if _SHORT.fullmatch(digits) or _ABROAD.fullmatch(digits):
        return digits
    return None
