"""What each rule finds in a bad document, and leaves alone in a good one: each case is a file.

With REGENERATE=1 the files list what is found now; look at the difference.
"""

import os
from pathlib import Path

import pytest
import yaml
from lint_fixtures import findings_of
from mkdocs_postmortems.core.check.registry import BY_CODE

CASES = sorted((Path(__file__).parents[2] / "golden" / "check").glob("*.yml"))


def _lines(found, code):
    return [f"{one.path}:{one.line}: {one.message}" for one in found if one.code == code]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_bad_is_found_and_good_is_not(path):
    """The findings of the rule are those that its file lists, and none in what it calls good."""
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = _lines(findings_of(**case["bad"]), case["rule"])
    if os.environ.get("REGENERATE"):
        text, _, _ = path.read_text(encoding="utf-8").partition("\nfound:\n")
        listed = yaml.safe_dump({"found": found}, allow_unicode=True, width=1000)
        path.write_text(f"{text.rstrip()}\n{listed}", encoding="utf-8")
        case["found"] = found

    assert found == case["found"] != []
    assert _lines(findings_of(**case["good"]), case["rule"]) == []


def test_every_rule_has_a_case():
    """And no case is of a rule that is no more."""
    assert {yaml.safe_load(path.read_text(encoding="utf-8"))["rule"] for path in CASES} == set(BY_CODE)
