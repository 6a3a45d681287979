"""What can be wrong with a suppression. `run` finds these itself, since it knows what else was found."""

from __future__ import annotations

from mkdocs_postmortems.core.check.rule import ALL_KINDS, Rule

RULES = (
    Rule(
        code="PC100",
        name="suppression-without-reason",
        title="A suppression gives no reason, so it has no effect.",
        rationale="In a year nobody remembers why a finding was right to ignore. The reason also tells the "
        "reviewer that "
        "somebody looked.",
        bad="We should have paged earlier. <!-- check: ignore PC140 -->",
        good="We should have paged earlier. <!-- check: ignore PC140 because it repeats the customer's letter -->",
        find=lambda _: (),
        kinds=ALL_KINDS,
    ),
    Rule(
        code="PC101",
        name="suppression-unused",
        title="A suppression answers no finding.",
        rationale="The text it spoke of has changed, or the code is misspelt. Left in place, it would hide the next "
        "finding in that line, which nobody has looked at.",
        bad="The alert fired late. <!-- check: ignore PC140 because it repeats the customer's letter -->",
        good="The alert fired late.",
        find=lambda _: (),
        kinds=ALL_KINDS,
    ),
)
