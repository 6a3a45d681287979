"""Findings that are known: a team with old documents writes them down once, and is told of new ones only."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from mkdocs_postmortems.core.check.report import LintReport
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.errors import PostmortemsError

_DIGEST_LENGTH = 16
_NUMBER = re.compile(r"\d+")


class BaselineError(PostmortemsError):
    """A file is no baseline; the message says what it should be."""


def write_baseline(report: LintReport) -> str:
    """Return the findings of a report as JSON: path -> digest -> what it says, sorted, for a file in the repository.

    Errors are left out: a site with one is not built, whoever knows of it.
    """
    known: dict[str, dict[str, str]] = {}
    for finding, digest in _digests(report):
        if not finding.is_error:
            known.setdefault(finding.path, {})[digest] = f"{finding.code} {finding.message}"
    return json.dumps({"known": dict(sorted(known.items()))}, indent=1, ensure_ascii=False) + "\n"


def read_baseline(text: str) -> frozenset[str]:
    """Return the digests of the known findings.

    Raises:
        BaselineError: the text is none that `write_baseline` wrote.
    """
    try:
        return frozenset(digest for findings in json.loads(text)["known"].values() for digest in findings)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BaselineError("is no list of known findings; delete it and run the command again to write one.") from None


def without_known(report: LintReport, known: Collection[str]) -> LintReport:
    """Return the report without known findings; errors stay."""
    new = tuple(finding for finding, digest in _digests(report) if finding.is_error or digest not in known)
    return replace(report, findings=new)


def _digests(report: LintReport) -> Iterator[tuple[Diagnostic, str]]:
    """Yield each finding with a digest that neither lines above it nor passing days change.

    Numbers of a message are left out, since some count days.
    """
    for finding, digest in report.fingerprints(lambda one: _NUMBER.sub("#", one.message)):
        yield finding, digest[:_DIGEST_LENGTH]
