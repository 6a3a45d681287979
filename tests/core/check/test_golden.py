"""What each rule finds in bad documents, and leaves alone in good ones: each case is a file.

A file may also list the suggestions, the other documents, and the text that `--fix` makes of the only document. With
REGENERATE=1 the files list what is found now; look at the difference.
"""

import os
from pathlib import Path

import pytest
import yaml
from lint_fixtures import findings_of
from mkdocs_postmortems.core.check.linter import apply_fixes
from mkdocs_postmortems.core.check.registry import BY_CODE

CASES = sorted((Path(__file__).parents[2] / "golden" / "check").glob("*.yml"))


KEYS = ("found", "suggested", "related", "fixed")


def _lines(found, code):
    return [f"{one.path}:{one.line}: {one.message}" for one in found if one.code == code]


def _results(case, keys):
    """Return what the rule of a case finds in the bad documents, and says and does about it."""
    found = [one for one in findings_of(**case["bad"]) if one.code == case["rule"]]
    results = {"found": _lines(found, case["rule"])}
    if "suggested" in keys:
        results["suggested"] = [one.suggestion for one in found]
    if "related" in keys:
        results["related"] = [list(one.related_paths) for one in found]
    if "fixed" in keys:
        results["fixed"] = apply_fixes(case["bad"]["document"], found)
    return results


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_bad_is_found_and_good_is_not(path):
    """The findings of the rule are those that its file lists, and none in what it calls good."""
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    listed = {key: case[key] for key in KEYS if key in case}
    results = _results(case, listed)
    if os.environ.get("REGENERATE"):
        text, _, _ = path.read_text(encoding="utf-8").partition("\nfound:")
        written = yaml.safe_dump(results, allow_unicode=True, width=1000, sort_keys=False)
        path.write_text(f"{text.rstrip()}\n{written}", encoding="utf-8")
        listed = results

    assert results == listed
    assert listed["found"] != []
    assert _lines(findings_of(**case["good"]), case["rule"]) == []


def test_every_rule_has_a_case():
    """And no case is of a rule that is no more."""
    assert {yaml.safe_load(path.read_text(encoding="utf-8"))["rule"] for path in CASES} == set(BY_CODE)
