"""Adds README.md to the metadata in pyproject.toml, with absolute links: a package index has no files beside it."""

import re
import tomllib
from pathlib import Path

from setuptools import setup

HERE = Path(__file__).parent
REPOSITORY = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]["Repository"]
IMAGE = re.compile(r"!\[([^\]]*)\]\((?!https?:)([^)]+)\)")
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!https?:|#)([^)]+)\)")


def with_absolute_links(text: str) -> str:
    """Return Markdown whose links and images lead to the repository."""
    text = IMAGE.sub(rf"![\1]({REPOSITORY}/raw/main/\2)", text)
    return LINK.sub(rf"[\1]({REPOSITORY}/blob/main/\2)", text)


setup(
    long_description=with_absolute_links((HERE / "README.md").read_text(encoding="utf-8")),
    long_description_content_type="text/markdown",
)
