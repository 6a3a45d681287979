"""The texts of a CBOR value (RFC 8949), as Pagefind's index is; numbers are passed over."""

from __future__ import annotations

_TEXT, _LIST, _MAP = 3, 4, 5
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}


def cbor_texts(data: bytes) -> list[str] | None:
    """Return all texts in order, or `None` if the bytes are something else."""
    texts: list[str] = []
    at, left = 0, 1
    while left:
        if at >= len(data):
            return None
        kind, short = data[at] >> 5, data[at] & 31
        width = _WIDTHS.get(short, 0)
        number = int.from_bytes(data[at + 1 : at + 1 + width], "big") if width else short
        at += 1 + width
        left -= 1
        if kind in (2, _TEXT):
            texts.append(data[at : at + number].decode("utf-8", errors="replace"))
            at += number
        elif kind in (_LIST, _MAP):
            left += number * (kind - _LIST + 1)
        elif kind == 6:
            left += 1
        if short > 27:
            return None
    return texts if at == len(data) else None
