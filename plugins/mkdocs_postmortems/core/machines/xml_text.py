"""Text that XML can hold."""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow."""


def xml_text(text: str) -> str:
    """Return a text with a space for each character that XML does not allow."""
    return _NOT_IN_XML.sub(" ", text)
