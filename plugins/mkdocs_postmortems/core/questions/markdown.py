"""A sheet of questions as Markdown, to print or to paste into the notes of a review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mkdocs_postmortems.core.problems import printable
from mkdocs_postmortems.core.questions.sheet import Question, Sheet


def as_markdown(sheet: Sheet) -> str:
    """Return the sheet as Markdown."""
    return "\n".join(map(printable, _lines(sheet))) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f"# Questions for the review of {_title(sheet)}"
    yield ""
    yield f"Made from {sheet.path}. Numbers in brackets are its lines. Choose; nobody asks all of them."
    if sheet.missing:
        yield from _part("Before the meeting: what is missing", "", sheet.missing, "- [ ]")
    for group in sheet.groups:
        yield from _part(group.title, group.aim, group.questions, "-")


def _title(sheet: Sheet) -> str:
    return sheet.title if sheet.id in sheet.path else f"{sheet.id}: {sheet.title}"


def _part(title: str, aim: str, questions: Sequence[Question], bullet: str) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    if aim:
        yield from (f"*{aim}*", "")
    for question in questions:
        place = f" [{question.line}]" if question.line else ""
        yield f"{bullet} {question.text}{place}"
