"""The registry has every code once, and says of each what there is to say."""

import re

import pytest
from mkdocs_postmortems.core.check.registry import ALL_CODES, RULES
from mkdocs_postmortems.core.diagnostic_codes import AUDIT_CODES, SOURCE_CODES, DiagnosticCode, Severity, index_codes


def test_registry_has_all_families_of_codes():
    """Those of sources, of rules and of built sites; the letters tell which."""
    letters = {code[:2] for code in ALL_CODES}

    assert letters == {"PM", "PC", "PV"}
    assert len(ALL_CODES) == len(SOURCE_CODES) + len(RULES) + len(AUDIT_CODES)


def test_code_cannot_be_registered_twice():
    """Two rules with one code would be suppressed, configured and looked up as one."""
    one, other = (DiagnosticCode(code="PC140", title=title, rationale="") for title in ("This.", "That."))

    with pytest.raises(ValueError, match=r"PC140 is the code of two things: This\. That\."):
        index_codes([one, other])


@pytest.mark.parametrize("code", ALL_CODES.values(), ids=lambda code: code.code)
def test_code_is_explained(code):
    """Each has a form, a severity, a sentence, a reason, who raises it, and what to do or an example."""
    assert re.fullmatch(r"P[CMV]\d{3}", code.code)
    assert code.severity in Severity
    assert code.title.endswith(".")
    assert code.rationale.endswith((".", ")"))
    assert code.raised_by
    assert code.remedy or code.good
    assert bool(code.bad) == bool(code.good)
