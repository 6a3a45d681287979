"""Keys of front matter that may end in the name of an audience: `title.security`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mkdocs_postmortems.core.audiences.folder_rules import unknown_audience_message
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.audiences.nearness import names_audience_exactly
from mkdocs_postmortems.core.audiences.restricted_spans import MarkerError
from mkdocs_postmortems.core.schema.field_model import is_extension_key


@dataclass(frozen=True, slots=True)
class FieldKey:
    """A key of front matter."""

    written: str
    name: str
    """The key without the name of an audience."""
    audience: str | None = None

    def is_written_in(self, line: str) -> bool:
        """Whether a line, but for its indentation, starts with the key as it is written."""
        return re.match(rf"\s*(?:-[ \t]+)?[\"']?{re.escape(self.written)}[\"']?\s*:", line) is not None

    def without_audience(self, line: str) -> str:
        """Return the line of the key with only its name."""
        return line.replace(self.written, self.name, 1)


def split_key(key: str, line: int, audiences: Audiences, *, is_inside: bool) -> FieldKey:
    """Return a key split at the name of an audience; a dot without one has no meaning inside a field.

    Args:
        key: The key as written.
        line: Its line (1-based).
        audiences: All audiences of the site.
        is_inside: Whether it is inside another field.

    Raises:
        MarkerError: it ends in something that is near the name of an audience, or has another name before it.
    """
    dots = [match.start() for match in re.finditer(r"\.", key)]
    for dot in dots:
        name, suffix = key[:dot], key[dot + 1 :]
        if suffix in audiences.by_name:
            if "." in name:
                message = f"key {key!r} names a field inside another one; expected {key[key.index('.') + 1 :]!r} there."
                raise MarkerError(line, message, "PM062", highlight=key)
            return FieldKey(key, name, suffix)
    for dot in dots:
        suffix = key[dot + 1 :]
        is_form = not is_inside and not is_extension_key(key)
        if is_form or names_audience_exactly(suffix, audiences):
            raise MarkerError(line, unknown_audience_message(suffix, audiences), "PM061", highlight=suffix)
    return FieldKey(key, key)
