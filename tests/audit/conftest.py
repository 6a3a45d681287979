"""Trees in a folder, and small sites built by the real MkDocs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs_postmortems.audit.report import AuditReport
from mkdocs_postmortems.audit.site_audit import audit_site
from mkdocs_postmortems.core.leaks.fingerprint import HiddenText
from mkdocs_postmortems.core.leaks.select import FingerprintSet, select_fingerprints

SECRET = HiddenText(
    path="security/2026-03-01-stolen-vault-credentials.md",
    id="INC-2026-0777",
    title="Stolen vault credentials let a contractor read payroll",
    names=("Ottilie Vandersloot",),
    text="""\
---
id: INC-2026-0777
severity: sev1
services: [payroll, vault]
---

# Stolen vault credentials let a contractor read payroll

A former contractor copied the unsealed vault token from a laptop. Nobody noticed it for eleven days.

| Time | Event |
| --- | --- |
| 09:14 | An unusual export of salaries was started on `hr-vault-03`. |

給与システムの認証情報が外部に流出していたことが判明した。
""",
)
VISIBLE = "# Full disk\n\nThe disk of the build host was full, and nobody was told. Ask Ann for her vault token.\n"


@pytest.fixture
def secret() -> HiddenText:
    """What no tree of these tests may hold, as its source."""
    return SECRET


@pytest.fixture(scope="session")
def canaries() -> FingerprintSet:
    """What no tree of these tests may hold."""
    return select_fingerprints([SECRET], [VISIBLE, "2026-02-01-full-disk.md"])


@pytest.fixture
def tree(tmp_path: Path) -> Callable[..., Path]:
    """Write a tree, given as path and content."""

    def write(files: dict[str, str | bytes]) -> Path:
        root = tmp_path / "tree"
        root.mkdir(exist_ok=True)
        for path, content in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


@pytest.fixture
def verdict(tree, canaries) -> Callable[..., AuditReport]:
    """Look at a tree for the canaries, without a baseline."""

    def look(files: dict[str, str | bytes], site_url: str = "") -> AuditReport:
        return audit_site(tree(files), fingerprints=canaries, site_url=site_url, common_folders=())

    return look


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str], Path]:
    """Build a site; each file begins with a line `>> path`, from the project's folder. Return the tree."""

    def make(text: str) -> Path:
        parts = re.split(r"^>> (.+)\n", text.lstrip("\n"), flags=re.MULTILINE)
        for path, content in zip(parts[1::2], parts[2::2], strict=True):
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8")
        build(load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(tmp_path / "site")))
        return tmp_path / "site"

    return make
