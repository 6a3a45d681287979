"""Protects a plain `mkdocs build`, where the disk also holds files that are withheld from everybody.

Sites of audiences that do not read everything are built in staging folders, which hold nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs_postmortems.system.audit_hooks import install_audit_hook, read_path, real_path


class FileGuard:
    """Audit hook that refuses to open, link or move files that hold content the audience may not read."""

    def __init__(self) -> None:
        self._installed = False
        self._files: frozenset[str] = frozenset()
        self.refused: list[str] = []
        """Paths of the files that something tried to read."""

    def begin(self, files: Iterable[Path]) -> None:
        """Guard these files from now on. Audit hooks cannot be removed, so one is installed when first needed."""
        self._files = frozenset(map(real_path, files))
        self.refused.clear()
        if self._files and not self._installed:
            install_audit_hook(self)
            self._installed = True

    def end(self) -> None:
        """Guard no files."""
        self._files = frozenset()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Handle an audit event of the interpreter.

        Raises:
            PermissionError: the event reads a guarded file.
        """
        read = read_path(event, arguments) if self._files else None
        if read is not None and (path := real_path(read)) in self._files:
            self.refused.append(path)
            raise PermissionError(f"{path} is not for the audience of this build")
