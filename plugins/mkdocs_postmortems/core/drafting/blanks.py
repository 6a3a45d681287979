"""Blanks such as `{{ title }}`, which templates and names of files leave for answers."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BLANK = re.compile(r"\{\{[ \t]*([a-z_]+)[ \t]*\}\}")


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its blanks filled in; those without a value stay as they are."""
    return _BLANK.sub(lambda blank: values.get(blank[1], blank[0]), text)
