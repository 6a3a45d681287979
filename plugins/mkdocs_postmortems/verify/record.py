"""What lies beside a tree, as JSON of one format, so that nobody is served it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs_postmortems.core.errors import PostmortemsError

_FORMAT = 1


class RecordError(PostmortemsError):
    """What lies beside a tree is missing, or cannot be written, or is nothing of the kind."""


def beside(folder: Path, ending: str) -> Path:
    """Return where a record of a tree lies: beside `dist/staff` it is `dist/staff` with an ending."""
    resolved = folder.resolve()
    if not resolved.name:
        raise RecordError(f"{folder} is no tree: there is nothing beside it.")
    return resolved.with_name(f"{resolved.name}{ending}")


def write_record(path: Path, content: Mapping[str, object]) -> None:
    """Write a record with its format."""
    text = json.dumps({"format": _FORMAT, **content}, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def read_record(path: Path, what: str) -> Mapping[str, Any]:
    """Read a record.

    Args:
        path: Where it lies.
        what: What it is, in words.

    Raises:
        RecordError: it is missing, or is nothing of the kind.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RecordError(
            f"there is no {path.name}; expected the {what} that `postmortems build` wrote there."
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        raise RecordError(f"{path.name} cannot be read: {error}.") from error
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        raise RecordError(f"{path.name} is no {what} of format {_FORMAT}.")
    return content
