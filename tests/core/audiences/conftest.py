"""The usual audiences."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.core.audiences.folder_rules import AudienceRules
from mkdocs_postmortems.core.audiences.model import Audiences

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
    return parse_audiences(USUAL)


@pytest.fixture
def rules(audiences) -> AudienceRules:
    """No default and no folder rules."""
    return AudienceRules(audiences)
