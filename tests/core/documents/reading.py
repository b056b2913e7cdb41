"""Comparing what was typed with what stands on paper: line ends and spaces do not count."""

import re

_BLANK = re.compile(r"[\s\u200b]+")
_WORD_BOX = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)"')
_PAGE = re.compile(r'<page width="([\d.]+)"')


def squeezed(text: str) -> str:
    """``text`` without any space or line end."""
    return _BLANK.sub("", text)


def words_off_the_sheet(bbox: str) -> int:
    """How many words of `pdftotext -bbox` begin or end outside the paper."""
    width = float(_PAGE.findall(bbox)[0])
    boxes = [(float(left), float(right)) for left, _top, right in _WORD_BOX.findall(bbox)]
    assert boxes
    return sum(left < 0 or right > width for left, right in boxes)
