"""Runs the linter over documents given as text."""

from mkdocs_postmortems.core.action_states import ActionStates
from mkdocs_postmortems.core.check.config import read_lint_config
from mkdocs_postmortems.core.check.linter import LintContext, Linter, parse_source
from mkdocs_postmortems.core.model import ActionStatus, TrackedState
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.sources.files import default_taxonomy

TAXONOMY = default_taxonomy()
TODAY = "2026-11-20"
NAME = "2026/2026-03-07-x.md"


def _linter(texts, *, today=TODAY, before=None, check=None, files=None, taxonomy=TAXONOMY, states=None):
    """Return a linter over documents.

    Args:
        texts: path -> text of the documents.
        today: day of the check, `YYYY-MM-DD`.
        before: path -> text at an earlier revision.
        check: value of the option `check`.
        taxonomy: the allowed terms.
        states: key in a tracker -> state of the item there.
        files: paths of files beside the documents; `None` if they are not known.
    """
    known_files = None if files is None else frozenset([*files, *texts])
    config = read_lint_config(check or {})
    old = {path: parse_source(Source(path, text)) for path, text in (before or {}).items()}
    snapshot = {key: TrackedState(ActionStatus(state), f"{today}T06:00:00Z") for key, state in (states or {}).items()}
    context = LintContext(
        today=today,
        taxonomy=taxonomy,
        config=config,
        files=known_files,
        before=old,
        action_states=ActionStates(snapshot),
    )
    return Linter([parse_source(Source(path, text)) for path, text in texts.items()], context)


def findings_of(document="", *, documents=None, before=None, **more):
    """Return the diagnostics of one document at the path `NAME`, or of several given as path -> text."""
    texts = documents or {NAME: document}
    old = {NAME: before} if isinstance(before, str) else before
    linter = _linter(texts, before=old, **more)
    return [finding for path in linter.paths for finding in linter.check(path)]
