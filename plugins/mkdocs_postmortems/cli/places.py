"""Files and folders that commands are given, and where mkdocs.yml is."""

from __future__ import annotations

from pathlib import Path

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
TARGET = click.Path(file_okay=False, path_type=Path)
"""A folder that need not be there yet."""

config_option = click.option(
    "--config", type=FILE, help="mkdocs.yml of the site; default: the one in the current folder."
)
