"""The questions that every review asks, from a file."""

from __future__ import annotations

from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.questions.sheet import Group, Question
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.written import Row, Table, read_yaml


def read_bank(source: Source) -> tuple[Group, ...]:
    """Read groups of questions, in the order of the file.

    Raises:
        PostmortemsError: it is no such file.
    """
    table = read_yaml(source.text).value
    if not isinstance(table, Table):
        raise PostmortemsError(f"{source.path}: expected groups of questions.")
    return tuple(_group(key, group) for key, group in table.items() if isinstance(group, Table))


def _group(key: str, group: Table) -> Group:
    asked = group.get("ask")
    questions = tuple(Question(str(text)) for text in asked) if isinstance(asked, Row) else ()
    return Group(key, str(group.get("title") or key), str(group.get("aim") or ""), questions)
