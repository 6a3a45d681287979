"""Findings are values: sorted, the same in every run, for people and for machines."""

from __future__ import annotations

import re
from pathlib import Path

import mkdocs_postmortems.audit
import pytest
from mkdocs_postmortems.core.diagnostic_codes import AUDIT_CODES
from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic


def test_every_code_that_is_used_is_in_the_table():
    """A finding can be looked up by its code, and no code of the table is unused."""
    texts = [path.read_text(encoding="utf-8") for path in Path(mkdocs_postmortems.audit.__file__).parent.glob("*.py")]
    used = {code for text in texts for code in re.findall(r'"(PV\d{3})"', text)}

    assert used == set(AUDIT_CODES)


@pytest.mark.slow
def test_a_report_is_the_same_in_every_run(audit, secret):
    """Order of place, then of code; the numbers say what was searched for and what was not."""
    files = {"b.html": f"<p>{secret.text}", "a.html": f"<p>{secret.title}<img src=x>"}
    first, second = audit(files), audit(files)

    assert first.as_json() == second.as_json()
    assert list(first.findings) == sorted(first.findings)
    assert {(finding.path, finding.code) for finding in first.findings} == {
        ("a.html", "PV010"),
        ("a.html", "PV020"),
        ("b.html", "PV010"),
    }
    assert (first.files, first.bytes) == (2, sum(len(text.encode()) for text in files.values()))
    assert not first.is_clean
    assert first.searched["sentence"] > 3
    assert first.unwatched == ()


@pytest.mark.slow
def test_what_is_packed_in_a_name_is_a_finding(audit, secret):
    """Names of files and folders are served too; the line says whose secret it is, and where it is."""
    found = audit({"vandersloot-ottilie/x.txt": "", "a/Ottilie%20Vandersloot.txt": ""}).findings

    assert next(str(finding) for finding in found if finding.path == "a/Ottilie%20Vandersloot.txt") == (
        "a/Ottilie%20Vandersloot.txt: PV010 holds name 'Ottilie Vandersloot' of "
        "security/2026-03-01-stolen-vault-credentials.md, which its readers may not read. (name)"
    )
    assert {finding.path for finding in found} >= {"vandersloot-ottilie", "vandersloot-ottilie/x.txt"}


def test_no_terminal_obeys_a_finding():
    """Control characters of a name are shown, not sent."""
    assert "\x1b" not in str(Diagnostic("a\x1b[2J", NO_LINE, "PV006", "cannot be read."))
