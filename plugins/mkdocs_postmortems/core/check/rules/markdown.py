"""Rules PC170 to PC173: Markdown that Python-Markdown (MkDocs) and CommonMark (GitHub) render differently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt

from mkdocs_postmortems.core.check.rule import ALL_KINDS, Rule, RuleContext
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic, Edit
from mkdocs_postmortems.core.parse.blocks import BlockKind
from mkdocs_postmortems.core.python_markdown_lists import indent_lists

_TABLE_RULE = re.compile(r" {0,3}\|?\s*+:?-{3,}+:?\s*+(?:\|\s*+:?-{3,}+:?\s*+)*+\|?\s*+$")
_ROW = re.compile(r" {0,3}\|.*\|\s*$")
_HEADING_WITHOUT_SPACE = re.compile(r"(#{1,6})([^#\s!\d].*)$")
_NEAR = 3
"""Changed lines that are at most this many lines apart count as one list, and get one diagnostic."""
_PARENTHESIS = re.compile(r"( {0,3}\d{1,9})\)( {1,4}\S.*)$")


def lists(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield lists that Python-Markdown renders differently from CommonMark."""
    shallow: list[Edit] = []
    for line, after in _changed_lines(context.document.body):
        number = context.document.body_line + line
        if after.startswith("\n"):
            message = "a list follows a paragraph without a blank line."
            yield context.diagnostic(number, message, "Put a blank line before it.", fixes=(Edit(number, after),))
        else:
            shallow.append(Edit(number, after))
    yield from (_indent(context, edits) for edits in _runs(shallow))


def _runs(edits: Iterable[Edit]) -> Iterator[tuple[Edit, ...]]:
    """Yield groups of edits in neighbouring lines, since one list gets one diagnostic."""
    run: list[Edit] = []
    for edit in edits:
        if run and edit.line > run[-1].line + _NEAR:
            yield tuple(run)
            run = []
        run.append(edit)
    if run:
        yield tuple(run)


def _indent(context: RuleContext, edits: tuple[Edit, ...]) -> Diagnostic:
    others = len(edits) - 1
    more = f", here and on {others} more line{'s' if others > 1 else ''}" if others else ""
    message = f"content of a list item is indented by less than four spaces{more}."
    return context.diagnostic(edits[0].line, message, "Indent it by four spaces for each level.", fixes=edits)


def _changed_lines(body: str) -> Iterator[tuple[int, str]]:
    """Yield the lines to change so that both renderers agree: 0-based line of the body, new text.

    Yields nothing if the change would alter how CommonMark renders the body. A new text that starts with a line feed
    inserts a blank line before it.
    """
    changed = indent_lists(body)
    if changed == body or _tokens(changed) != _tokens(body):
        return
    after = iter(changed.split("\n"))
    for number, before in enumerate(body.split("\n")):
        line = next(after)
        if before.strip() and not line:
            line = f"\n{next(after)}"
        if line != before:
            yield number, line


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")


def _tokens(text: str) -> list[tuple[str, str, str]]:
    """Return the CommonMark tokens of a text without line numbers and indentation, to compare two texts."""
    inner = ("inline", "fence", "code_block", "html_block")
    return [
        (token.type, token.tag, "\n".join(map(str.strip, token.content.split("\n"))) if token.type in inner else "")
        for token in _parser().parse(text)
        if not (token.type.startswith("paragraph") and token.hidden)
    ]


def tables(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield tables that follow a paragraph without a blank line."""
    for number, before, line, after in _outside_of_code(context):
        starts = _ROW.match(line) and _TABLE_RULE.match(after)
        if starts and before.strip() and not before.lstrip().startswith(("#", ">", "|")) and not _ROW.match(before):
            edits = (Edit(number, f"\n{line}"),)
            message = "a table follows a paragraph without a blank line, so MkDocs shows its source."
            yield context.diagnostic(number, message, "Put a blank line before it.", fixes=edits)


def headings(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield headings without a space after the `#`."""
    for number, before, line, _ in _outside_of_code(context):
        found = _HEADING_WITHOUT_SPACE.match(line)
        if found and not before.strip():
            edits = (Edit(number, f"{found[1]} {found[2]}"),) if len(found[1]) > 1 else ()
            message = f"{line[:40]!r} is a heading for MkDocs and a paragraph for GitHub."
            suggestion = "Put a space after the `#`, or a backslash before it."
            yield context.diagnostic(number, message, suggestion, highlight=line[:40], fixes=edits)


def markers(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield list items such as `1)`, which Python-Markdown renders as text."""
    for number, before, line, _ in _outside_of_code(context):
        found = _PARENTHESIS.match(line)
        if found and (not before.strip() or _PARENTHESIS.match(before)):
            edits = (Edit(number, f"{found[1]}.{found[2]}"),)
            shown = line.strip()[:40]
            message = f"{shown!r} is not a list item for MkDocs."
            yield context.diagnostic(number, message, "Write `1.` instead of `1)`.", highlight=shown, fixes=edits)


def _outside_of_code(context: RuleContext) -> Iterator[tuple[int, str, str, str]]:
    """Yield the lines of the body outside of code, HTML and comments: line number, previous line, line, next line."""
    code = _code_lines(context)
    first = context.document.body_line
    lines: Sequence[str] = ["", *context.lines[first - 1 :], ""]
    for index, without_comments in enumerate(context.document.body.split("\n"), 1):
        number = first + index - 1
        if number not in code and without_comments.strip():
            yield number, lines[index - 1], lines[index], lines[index + 1]


def _code_lines(context: RuleContext) -> frozenset[int]:
    code = (block for block in context.blocks if block.kind in (BlockKind.CODE, BlockKind.HTML))
    return frozenset(number for block in code for number in range(block.line, block.last_line + 1))


RULES = (
    Rule(
        code="PC170",
        name="list-read-differently",
        title="CommonMark and Python-Markdown render a list differently.",
        rationale="CommonMark (GitHub, editors) nests by two spaces and needs no blank line before a list; "
        "Python-Markdown (MkDocs) needs four spaces and the blank line. This site renders the lists of your "
        "postmortems as CommonMark does, other MkDocs sites do not. `--fix` changes lists so that both agree.",
        bad="What we saw:\n- errors\n  - on writes only",
        good="What we saw:\n\n- errors\n    - on writes only",
        find=lists,
        severity=Severity.INFO,
        kinds=ALL_KINDS,
        fixes=True,
    ),
    Rule(
        code="PC171",
        name="table-without-blank-line",
        title="A table follows a paragraph without a blank line.",
        rationale="GitHub shows a table, MkDocs its source with all the pipes. `--fix` inserts the blank line.",
        bad="All times in UTC.\n| Time | Event |\n| --- | --- |\n| 14:32 | First errors |",
        good="All times in UTC.\n\n| Time | Event |\n| --- | --- |\n| 14:32 | First errors |",
        find=tables,
        kinds=ALL_KINDS,
        fixes=True,
    ),
    Rule(
        code="PC172",
        name="heading-without-space",
        title="A heading has no space after the `#`.",
        rationale="MkDocs renders `##Impact` as a heading, GitHub as a paragraph; and a line that begins with the name "
        "of a channel, such as `#incident-42`, becomes a title on the site. `--fix` inserts the space into headings "
        "with two `#` or more.",
        bad="##Impact",
        good="## Impact",
        find=headings,
        kinds=ALL_KINDS,
        fixes=True,
    ),
    Rule(
        code="PC173",
        name="number-with-parenthesis",
        title="A numbered list is written with parentheses.",
        rationale="CommonMark renders `1)` as a list item, Python-Markdown as text of a paragraph. `--fix` writes "
        "`1.`, which both render as a list item.",
        bad="1) Stop the batch\n2) Restart the pool",
        good="1. Stop the batch\n2. Restart the pool",
        find=markers,
        kinds=ALL_KINDS,
        fixes=True,
    ),
)
