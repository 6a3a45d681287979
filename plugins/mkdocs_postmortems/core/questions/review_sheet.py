"""A sheet of questions, as values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.diagnostics import printable
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.located_values import LocatedDict, LocatedList, parse_yaml
from mkdocs_postmortems.core.source import Source


@dataclass(frozen=True, slots=True)
class Question:
    """One question."""

    text: str
    line: int | None = None
    """The line of the document that raises it."""


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions of one part of the review."""

    key: str
    title: str
    purpose: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """All questions of one review."""

    path: str
    id: str
    title: str
    gaps: tuple[Question, ...]
    """What the document does not say yet."""
    groups: tuple[QuestionGroup, ...]


def read_question_bank(source: Source) -> tuple[QuestionGroup, ...]:
    """Read groups of questions, in the order of the file.

    Raises:
        PostmortemsError: it is no such file.
    """
    table = parse_yaml(source.text).value
    if not isinstance(table, LocatedDict):
        raise PostmortemsError(f"{source.path}: expected groups of questions.")
    return tuple(_group(key, group) for key, group in table.items() if isinstance(group, LocatedDict))


def _group(key: str, group: LocatedDict) -> QuestionGroup:
    asked = group.get("ask")
    questions = tuple(Question(str(text)) for text in asked) if isinstance(asked, LocatedList) else ()
    return QuestionGroup(key, str(group.get("title") or key), str(group.get("aim") or ""), questions)


def sheet_as_markdown(sheet: ReviewSheet) -> str:
    """Return the sheet as Markdown."""
    return "\n".join(map(printable, _lines(sheet))) + "\n"


def _lines(sheet: ReviewSheet) -> Iterator[str]:
    yield f"# Questions for the review of {_title(sheet)}"
    yield ""
    yield f"Made from {sheet.path}. Numbers in brackets are its lines. Choose; nobody asks all of them."
    if sheet.gaps:
        yield from _section("Before the meeting: what is missing", "", sheet.gaps, "- [ ]")
    for group in sheet.groups:
        yield from _section(group.title, group.purpose, group.questions, "-")


def _title(sheet: ReviewSheet) -> str:
    return sheet.title if sheet.id in sheet.path else f"{sheet.id}: {sheet.title}"


def _section(title: str, aim: str, questions: Sequence[Question], bullet: str) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    if aim:
        yield from (f"*{aim}*", "")
    for question in questions:
        place = f" [{question.line}]" if question.line else ""
        yield f"{bullet} {question.text}{place}"
