"""Sites written as files, and small sites built with MkDocs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from compiled_templates import compiled_once
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
    """The document that must not be found in the sites of these tests."""
    return SECRET


@pytest.fixture(scope="session", autouse=True)
def _templates() -> Iterator[None]:
    """Compile each template once for all tests of a process."""
    with compiled_once():
        yield


@pytest.fixture(scope="session")
def canaries() -> FingerprintSet:
    """Its fingerprints, without those that occur in a readable document."""
    return select_fingerprints([SECRET], [VISIBLE, "2026-02-01-full-disk.md"])


@pytest.fixture
def write_site(tmp_path: Path) -> Callable[..., Path]:
    """Write a built site, given as path -> content, and return its folder."""

    def write(files: dict[str, str | bytes]) -> Path:
        root = tmp_path / "site"
        root.mkdir(exist_ok=True)
        for path, content in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


@pytest.fixture
def audit(write_site, canaries) -> Callable[..., AuditReport]:
    """Write and audit a site, without leaving out the texts of themes."""

    def look(files: dict[str, str | bytes], site_url: str = "") -> AuditReport:
        return audit_site(write_site(files), fingerprints=canaries, site_url=site_url, common_folders=())

    return look


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str], Path]:
    """Build a site with MkDocs, and return its folder. In the text each file begins with a line `>> path`."""

    def make(text: str) -> Path:
        parts = re.split(r"^>> (.+)\n", text.lstrip("\n"), flags=re.MULTILINE)
        for path, content in zip(parts[1::2], parts[2::2], strict=True):
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8")
        build(load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(tmp_path / "site")))
        return tmp_path / "site"

    return make
