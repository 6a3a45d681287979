"""Checks documents that a test writes down."""

from mkdocs_postmortems.core.check.config import read_lint_config
from mkdocs_postmortems.core.check.linter import LintContext, Linter, parse_source
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.sources.files import default_taxonomy

TAXONOMY = default_taxonomy()
TODAY = "2026-11-20"
NAME = "2026/2026-03-07-x.md"


def desk_of(texts, *, today=TODAY, before=None, check=None, files=None, taxonomy=TAXONOMY):
    """Return a desk with documents by path.

    Args:
        texts: The documents.
        today: The day of the check.
        before: Their texts at an earlier revision.
        check: The option of the configuration.
        taxonomy: The allowed values.
        files: Files beside the documents; nobody looked for any if it is not said.
    """
    there = None if files is None else frozenset([*files, *texts])
    policy = read_lint_config(check or {})
    old = {path: parse_source(Source(path, text)) for path, text in (before or {}).items()}
    brief = LintContext(today=today, taxonomy=taxonomy, config=policy, files=there, before=old)
    return Linter([parse_source(Source(path, text)) for path, text in texts.items()], brief)


def findings_of(document="", *, documents=None, before=None, **more):
    """Return the findings in one document, or in several by their paths."""
    texts = documents or {NAME: document}
    old = {NAME: before} if isinstance(before, str) else before
    desk = desk_of(texts, before=old, **more)
    return [finding for path in desk.paths for finding in desk.check(path)]
