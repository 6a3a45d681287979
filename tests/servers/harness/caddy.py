"""Runs Caddy with a configuration of ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from harness.running import program

OPTIONS = """\
{
	admin off
	auto_https off
	storage file_system ./storage
}
"""


def caddy_command(folder: Path, files: Mapping[str, str], port: int) -> tuple[str, ...]:
    """Write the files, and return what starts Caddy with them."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "Caddyfile").write_text(f"{OPTIONS}\n{files['Caddyfile']}", encoding="utf-8")
    return (program("caddy"), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile")
