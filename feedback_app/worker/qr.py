"""The address on paper, and a QR code as a small drawing: level H, four clear modules around it, one crisp path."""

from __future__ import annotations

from flask import current_app, request

QUIET = 4  # modules; without them no reader finds the code


def base_url() -> str:
    """Our public address, as paper carries it."""
    return current_app.extensions["settings"].base_url or request.host_url.rstrip("/")


def svg(text: str) -> str:
    """``text`` in capitals, as alphanumeric as QR can hold it: 29×29 modules where small letters need 37×37.

    Raises ``ValueError`` for a character the alphanumeric mode does not have.
    """
    import qrcode  # late: it brings Pillow, 3 MB that a worker who prints nothing need not carry
    from qrcode.util import MODE_ALPHA_NUM, QRData

    made = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_H, border=QUIET)
    made.add_data(QRData(text.upper().encode("ascii"), mode=MODE_ALPHA_NUM))
    made.make(fit=True)
    rows = made.get_matrix()  # with its quiet zone
    size = len(rows)
    path = "".join(_runs(row, y) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'width="{size * 8}" height="{size * 8}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>'
    )


def _runs(row: list[bool], y: int) -> str:
    """The dark stretches of one row: fewer, longer strokes print without hairlines."""
    found, start = [], None
    for x, is_dark in enumerate([*row, False]):
        if is_dark and start is None:
            start = x
        elif not is_dark and start is not None:
            found.append(f"M{start} {y}h{x - start}v1h{start - x}z")
            start = None
    return "".join(found)
