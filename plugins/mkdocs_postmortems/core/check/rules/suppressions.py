"""Rules PC100 and PC101: suppressions without a reason, and suppressions of nothing.

They have no `find` of their own: `linter.check_document` reports them, since it knows all other diagnostics.
"""

from __future__ import annotations

from mkdocs_postmortems.core.check.rule import ALL_KINDS, Rule

RULES = (
    Rule(
        code="PC100",
        name="suppression-without-reason",
        title="A suppression gives no reason, so it has no effect.",
        rationale="In a year nobody remembers why it was right to ignore a finding. The reason also shows the reviewer "
        "that somebody looked at it.",
        bad="We should have paged earlier. <!-- check: ignore PC140 -->",
        good="We should have paged earlier. <!-- check: ignore PC140 because it repeats the customer's letter -->",
        find=lambda _: (),
        kinds=ALL_KINDS,
    ),
    Rule(
        code="PC101",
        name="suppression-unused",
        title="A suppression matches no finding.",
        rationale="The text has changed since, or the code is misspelt. Left in place, the suppression would hide the "
        "next finding in that line, which nobody has looked at.",
        bad="The alert fired late. <!-- check: ignore PC140 because it repeats the customer's letter -->",
        good="The alert fired late.",
        find=lambda _: (),
        kinds=ALL_KINDS,
    ),
)
