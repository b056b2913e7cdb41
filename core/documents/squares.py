"""A square code (QR) as rows of 0 and 1, drawn by the template itself.

The text inside is an address without anything personal: the receipt code is typed by hand, so
that a photo of the code alone opens nothing.
"""

from __future__ import annotations

import qrcode  # type: ignore[import-untyped]  # publishes no types


def code_rows(address: str) -> list[list[int]]:
    """Rows of the code for ``address``, no quiet zone (the paper is white); [] for no address."""
    if not address:
        return []
    code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(address)
    code.make(fit=True)
    return [[int(dark) for dark in row] for row in code.get_matrix()]
