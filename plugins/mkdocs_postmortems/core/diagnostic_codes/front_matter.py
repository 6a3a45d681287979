"""Codes about front matter and other YAML or TOML: its syntax, its keys and its values."""

from mkdocs_postmortems.core.diagnostic_codes.code import DiagnosticCode, Severity

_FRONT_MATTER = "reading front matter"
_KEYS_AND_VALUES = "reading front matter and the taxonomy"
CODES = (
    DiagnosticCode(
        code="PM010",
        title="Front matter is not valid YAML or TOML. The document is published without it.",
        rationale="Date, severity and services of the incident are missing, so that no filter and no figure has it.",
        remedy="Correct the line that the message names. Text that has a colon, or begins with `@`, `*`, `&`, `%` or a "
        "bracket, belongs in quotes; YAML is indented by spaces, never by tabs.",
        bad="---\ntitle: Checkout: orders failed\n---",
        good='---\ntitle: "Checkout: orders failed"\n---',
        severity=Severity.ERROR,
        raised_by=_FRONT_MATTER,
    ),
    DiagnosticCode(
        code="PM011",
        title="Front matter is never closed.",
        rationale="Nobody can tell where the fields end and the text begins, so that none of the fields counts.",
        remedy="Put the closing line, `---` for YAML or `+++` for TOML, below the last field.",
        bad="---\ntitle: Checkout down\nseverity: sev1\n\n# Checkout down",
        good="---\ntitle: Checkout down\nseverity: sev1\n---\n\n# Checkout down",
        severity=Severity.ERROR,
        raised_by=_FRONT_MATTER,
    ),
    DiagnosticCode(
        code="PM012",
        title="Front matter is no mapping of keys to values.",
        rationale="A list or a lone text has no fields, so that nothing in it can be understood.",
        remedy="Write `key: value` lines.",
        bad="---\n- sev1\n- checkout-api\n---",
        good="---\nseverity: sev1\nservices: [checkout-api]\n---",
        severity=Severity.ERROR,
        raised_by=_FRONT_MATTER,
    ),
    DiagnosticCode(
        code="PM013",
        title="Front matter is too long or too deep, or repeats itself too often by aliases.",
        rationale="A few lines of YAML can stand for billions of values. Reading such a file would take all memory of "
        "the machine that builds.",
        remedy="Move long text into the body, and write values out instead of using aliases.",
        severity=Severity.ERROR,
        raised_by=_KEYS_AND_VALUES,
    ),
    DiagnosticCode(
        code="PM014",
        title="A key is given more than once; the last one counts.",
        rationale="One of the values is silently lost, and a reader of the file may see the other.",
        remedy="Delete one of them; the message names both lines.",
        bad="---\nseverity: sev1\nstatus: published\nseverity: sev2\n---",
        good="---\nseverity: sev2\nstatus: published\n---",
        raised_by=_KEYS_AND_VALUES,
    ),
    DiagnosticCode(
        code="PM015",
        title="A key is not known. Keys of your own start with `x_`.",
        rationale="A misspelt key is a fact that is written down and never shown.",
        remedy="Correct the spelling; the [reference](../front-matter.md) lists all keys and their aliases. To keep a "
        "key of your own, prefix it with `x_`.",
        bad="---\nsevrity: sev1\nchange_ticket: CHG-12\n---",
        good="---\nseverity: sev1\nx_change_ticket: CHG-12\n---",
        raised_by=_KEYS_AND_VALUES,
    ),
    DiagnosticCode(
        code="PM016",
        title="A value has the wrong shape, such as a list where a text is expected. It is left out.",
        rationale="What it was meant to say cannot be told, and a guess would be shown as a fact.",
        remedy="Write it in the shape that the message expects.",
        bad="services: {checkout-api: v3}",
        good="services: [checkout-api]",
        raised_by=_KEYS_AND_VALUES,
    ),
    DiagnosticCode(
        code="PM017",
        title="A date or time cannot be one. It is left out.",
        rationale="Without it the incident is missing from timelines, durations and figures by quarter.",
        remedy="Write `YYYY-MM-DD HH:MM`, with a zone if it is known. What is not known may be left out from the "
        "right, as in `2024-03`, or be written as `unknown`.",
        bad="started_at: 2024-13-45",
        good="started_at: 2024-03-07 14:32 UTC",
        raised_by=_FRONT_MATTER,
    ),
    DiagnosticCode(
        code="PM018",
        title="Times run backwards, such as an end before the start.",
        rationale="Durations are worked out from these times, and a negative one spoils the figures of all incidents.",
        remedy="Correct the one that is wrong; look at the day, and at the zone.",
        bad="started_at: 2024-03-07 14:32\nresolved_at: 2024-03-07 13:32",
        good="started_at: 2024-03-07 14:32\nresolved_at: 2024-03-07 15:32",
        raised_by=_FRONT_MATTER,
    ),
    DiagnosticCode(
        code="PM019",
        title="A value is not one of those that are allowed here. It is left out.",
        rationale="The program acts on these values: a status takes documents out of lists, a kind of relation decides "
        "which way it is read. It cannot act on one that it does not know.",
        remedy="Choose one of the values that the message lists.",
        bad="status: final",
        good="status: published",
        raised_by=_KEYS_AND_VALUES,
    ),
    DiagnosticCode(
        code="PM020",
        title="An address would run a script when followed. It is shown as text.",
        rationale="A `javascript:` address in a document runs in the browser of everyone who follows it, with their "
        "rights on the site.",
        remedy="Link to a page.",
        bad='links: {dashboard: "javascript:open(…)"}',
        good='links: {dashboard: "https://grafana.example/d/checkout"}',
        raised_by=_KEYS_AND_VALUES,
    ),
    DiagnosticCode(
        code="PM021",
        title="Two keys mean the same field. The first one counts.",
        rationale="If they differ, the file says two things, and readers are shown one of them.",
        remedy="Keep one of the two keys; the message says which one counts.",
        bad="severity: sev1\nsev: sev2",
        good="severity: sev1",
        raised_by=_KEYS_AND_VALUES,
    ),
)
