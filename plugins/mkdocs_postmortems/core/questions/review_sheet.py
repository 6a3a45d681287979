"""The review sheet as values, the parser of the question bank, and the sheet as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.diagnostics import printable
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.located_values import LocatedDict, LocatedList, parse_yaml
from mkdocs_postmortems.core.source import Source


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """One question for the review meeting."""

    text: str
    line: int | None = None
    """The line of the document that raises it; `None` for a question that does not depend on the document."""


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """The questions of one part of the review."""

    key: str
    """An identifier, such as `timeline`, by which questions about the document are added to the group."""
    title: str
    purpose: str
    """What the part is to find out, in one sentence; may be empty."""
    questions: tuple[ReviewQuestion, ...]


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """All questions for the review of one document."""

    path: str
    id: str
    title: str
    gaps: tuple[ReviewQuestion, ...]
    """What the document lacks, to be filled in before the meeting."""
    groups: tuple[QuestionGroup, ...]


def read_question_bank(source: Source) -> tuple[QuestionGroup, ...]:
    """Parse the question bank, a YAML mapping from keys to groups with `title`, `aim` and a list `ask`.

    Raises:
        PostmortemsError: the source is not a YAML mapping.
    """
    table = parse_yaml(source.text).value
    if not isinstance(table, LocatedDict):
        raise PostmortemsError(f"{source.path}: expected groups of questions.")
    return tuple(_group(key, group) for key, group in table.items() if isinstance(group, LocatedDict))


def _group(key: str, group: LocatedDict) -> QuestionGroup:
    texts = group.get("ask")
    questions = tuple(ReviewQuestion(str(text)) for text in texts) if isinstance(texts, LocatedList) else ()
    return QuestionGroup(key, str(group.get("title") or key), str(group.get("aim") or ""), questions)


def sheet_as_markdown(sheet: ReviewSheet) -> str:
    """Return the sheet as a Markdown document."""
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


def _section(title: str, purpose: str, questions: Sequence[ReviewQuestion], bullet: str) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    if purpose:
        yield from (f"*{purpose}*", "")
    for question in questions:
        line = f" [{question.line}]" if question.line else ""
        yield f"{bullet} {question.text}{line}"
