"""Codes about the taxonomy, about values that it does not define, and about relations between documents."""

from mkdocs_postmortems.core.diagnostic_codes.code import DiagnosticCode, Severity

_TAXONOMY = "reading the taxonomy"
_CORPUS = "connecting documents with the taxonomy and with each other"
CODES = (
    DiagnosticCode(
        code="PM030",
        title="The taxonomy cannot be read. The built-in taxonomy is used.",
        rationale="Names of services and teams are not recognised, so one service may be listed under several "
        "spellings.",
        remedy="Correct the line that the message names. The file is a mapping of `services`, `teams`, `severities` "
        "and so on.",
        severity=Severity.ERROR,
        raised_by=_TAXONOMY,
    ),
    DiagnosticCode(
        code="PM033",
        title="Two terms of the taxonomy share a name or alias. The first term gets it.",
        rationale="Documents that use the shared name are counted for the term that comes first in the file.",
        remedy="Give the alias to the one that it is commonly used for.",
        bad="services:\n  checkout: {aliases: [pay]}\n  payments: {aliases: [pay]}",
        good="services:\n  checkout: {}\n  payments: {aliases: [pay]}",
        raised_by=_TAXONOMY,
    ),
    DiagnosticCode(
        code="PM034",
        title="A term of the taxonomy refers to another that does not exist.",
        rationale="The owner or the dependency is missing from the page of the term.",
        remedy="Add the term that is meant, or correct its name.",
        bad="services:\n  checkout: {team: paymnets}\nteams:\n  payments: {}",
        good="services:\n  checkout: {team: payments}\nteams:\n  payments: {}",
        raised_by=_TAXONOMY,
    ),
    DiagnosticCode(
        code="PM035",
        title="A factor blames people. Say what made the action reasonable at the time.",
        rationale="“Human error” is where an analysis starts. As a category it collects incidents without saying "
        "anything that could be changed, and it teaches authors to stop there.",
        remedy="Name what made the action look right, or possible: a confusing interface, a missing safeguard, a gap "
        "in the knowledge of the system.",
        bad="contributing_factors: [human-error]",
        good="contributing_factors: [confusing-interface]",
        raised_by=f"{_TAXONOMY}, and {_CORPUS}",
    ),
    DiagnosticCode(
        code="PM040",
        title="A value is not in the taxonomy. It is kept as written.",
        rationale="A misspelt service has a page of its own, and its incident is missing from the page of the real "
        "one.",
        remedy="Correct the spelling, or add the term to the [taxonomy](../../taxonomy.md).",
        bad="services: [chekout-api]",
        good="services: [checkout-api]",
        raised_by=_CORPUS,
    ),
    DiagnosticCode(
        code="PM041",
        title="A tag is deprecated. The tag that replaces it is used instead.",
        rationale="The site already shows the new tag, while readers of the file still see the old one.",
        remedy="Write the tag that the message names.",
        raised_by=_CORPUS,
    ),
    DiagnosticCode(
        code="PM042",
        title="Two documents have the same id. Both are published.",
        rationale="Relations and links that name the id lead to only one of them, which may be the wrong one.",
        remedy="Give the newer document an id of its own. If both are about the same incident, add "
        "`related: {duplicate_of: …}`.",
        severity=Severity.ERROR,
        raised_by=_CORPUS,
    ),
    DiagnosticCode(
        code="PM043",
        title="A relation names a document that does not exist.",
        rationale="The chain of recurrences breaks here, and nobody finds the earlier incident.",
        remedy="Write the id of an existing document, or its path relative to this one.",
        bad="related: {recurrence_of: INC-2024-71}",
        good="related: {recurrence_of: INC-2024-017}",
        raised_by=_CORPUS,
    ),
)
