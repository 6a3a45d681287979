"""The usual audiences."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.audiences.declared import read_audiences
from mkdocs_postmortems.core.audiences.order import Audiences
from mkdocs_postmortems.core.audiences.rules import Rules

USUAL = {
    "public": {"anyone": True},
    "staff": {"includes": ["public"], "groups": ["everybody"]},
    "sre": {"includes": ["staff"], "groups": ["sre"]},
    "security": {"includes": ["staff"], "groups": ["sec", "legal"]},
    "board": {"includes": ["sre", "security"]},
}


@pytest.fixture
def audiences() -> Audiences:
    """Two that are incomparable, and one that combines them."""
    return read_audiences(USUAL)


@pytest.fixture
def rules(audiences) -> Rules:
    """No default and no folder rules."""
    return Rules(audiences)
