"""SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from mkdocs_postmortems.core.check.finding import Finding
from mkdocs_postmortems.core.check.formats.report import Report, in_words
from mkdocs_postmortems.core.check.registry import BY_CODE
from mkdocs_postmortems.core.check.severity import Severity
from mkdocs_postmortems.core.problems import CODES

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.OFF: "none", Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}


def as_sarif(report: Report) -> str:
    """Return a log of one run, with the rules that it found something by."""
    codes = sorted({finding.code for finding in report.findings})
    driver = {
        "name": "mkdocs-postmortems",
        "semanticVersion": report.version,
        "rules": [_rule(code) for code in codes],
    }
    results = [_result(finding, codes, fingerprint) for finding, fingerprint in report.fingerprints()]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rule(code: str) -> dict[str, Any]:
    rule = BY_CODE.get(code)
    if rule is None:
        meaning = CODES[code]
        level = _LEVELS[Severity(meaning.gravity.value)]
        return {"id": code, "shortDescription": {"text": meaning.meaning}, "defaultConfiguration": {"level": level}}
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.rationale},
        "help": {"text": f"Instead of:\n\n{rule.bad}\n\nwrite:\n\n{rule.good}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, codes: list[str], fingerprint: str) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": quote(finding.path)}, "region": {"startLine": finding.line}}
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": in_words(finding)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"postmortems/v1": fingerprint},
    }
