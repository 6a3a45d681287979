"""Codes about front matter and other YAML or TOML: its syntax, its keys and its values."""

from mkdocs_postmortems.core.diagnostic_codes.code import DiagnosticCode, Severity

_FRONT_MATTER = "reading front matter"
_KEYS_AND_VALUES = "reading front matter and the taxonomy"
CODES = (
    DiagnosticCode(
        code="PM010",
        title="Front matter is not valid YAML or TOML. The document is published without it.",
        rationale="Date, severity and services of the incident are missing, so no filter and no figure includes it.",
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
        rationale="It is not clear where the fields end and the text begins, so none of the fields is used.",
        remedy="Put the closing line, `---` for YAML or `+++` for TOML, below the last field.",
        bad="---\ntitle: Checkout down\nseverity: sev1\n\n# Checkout down",
        good="---\ntitle: Checkout down\nseverity: sev1\n---\n\n# Checkout down",
        severity=Severity.ERROR,
        raised_by=_FRONT_MATTER,
    ),
    DiagnosticCode(
        code="PM012",
        title="Front matter is not a mapping of keys to values.",
        rationale="A list or a single string has no fields, so nothing in it can be used.",
        remedy="Write `key: value` lines.",
        bad="---\n- sev1\n- checkout-api\n---",
        good="---\nseverity: sev1\nservices: [checkout-api]\n---",
        severity=Severity.ERROR,
        raised_by=_FRONT_MATTER,
    ),
    DiagnosticCode(
        code="PM013",
        title="Front matter is too long or nested too deep, or repeats too many values by YAML aliases.",
        rationale="A few lines of YAML can expand to billions of values. Parsing such a file would use up the memory "
        "of the machine that builds the site.",
        remedy="Move long text into the body, and write values out instead of using aliases.",
        severity=Severity.ERROR,
        raised_by=_KEYS_AND_VALUES,
    ),
    DiagnosticCode(
        code="PM014",
        title="A key is given more than once. The last value is used.",
        rationale="One of the values is silently lost, and a reader of the file may see the other.",
        remedy="Delete one of them; the message names both lines.",
        bad="---\nseverity: sev1\nstatus: published\nseverity: sev2\n---",
        good="---\nseverity: sev2\nstatus: published\n---",
        raised_by=_KEYS_AND_VALUES,
    ),
    DiagnosticCode(
        code="PM015",
        title="A key is not known. Keys of your own start with `x_`.",
        rationale="The value of a misspelt key is written down and never shown.",
        remedy="Correct the spelling; the [reference](../front-matter.md) lists all keys and their aliases. To keep a "
        "key of your own, prefix it with `x_`.",
        bad="---\nsevrity: sev1\nchange_ticket: CHG-12\n---",
        good="---\nseverity: sev1\nx_change_ticket: CHG-12\n---",
        raised_by=_KEYS_AND_VALUES,
    ),
    DiagnosticCode(
        code="PM016",
        title="A value has the wrong type, such as a list where a string is expected. It is ignored.",
        rationale="Its meaning is not clear, and a guess would be shown as a fact.",
        remedy="Write the value as the message says.",
        bad="services: {checkout-api: v3}",
        good="services: [checkout-api]",
        raised_by=_KEYS_AND_VALUES,
    ),
    DiagnosticCode(
        code="PM017",
        title="A date or time is invalid. It is ignored.",
        rationale="Without it the incident is missing from timelines, durations and figures by quarter.",
        remedy="Write `YYYY-MM-DD HH:MM`, with a zone if it is known. Parts that are not known may be left out from "
        "the right, as in `2024-03`; a time that nobody knows may be written as `unknown`.",
        bad="started_at: 2024-13-45",
        good="started_at: 2024-03-07 14:32 UTC",
        raised_by=_FRONT_MATTER,
    ),
    DiagnosticCode(
        code="PM018",
        title="Times are out of order, such as an end before the start.",
        rationale="Durations are computed from these times, and a negative one distorts the figures of all incidents.",
        remedy="Correct the one that is wrong; check the day and the zone.",
        bad="started_at: 2024-03-07 14:32\nresolved_at: 2024-03-07 13:32",
        good="started_at: 2024-03-07 14:32\nresolved_at: 2024-03-07 15:32",
        raised_by=_FRONT_MATTER,
    ),
    DiagnosticCode(
        code="PM019",
        title="A value is not one of the allowed values. It is ignored.",
        rationale="The program acts on these values: a status removes documents from lists, the kind of a relation "
        "decides its direction. It cannot act on a value that it does not know.",
        remedy="Choose one of the values that the message lists.",
        bad="status: final",
        good="status: published",
        raised_by=_KEYS_AND_VALUES,
    ),
    DiagnosticCode(
        code="PM020",
        title="A link address would run a script when followed. It is shown as text.",
        rationale="A `javascript:` address in a document runs in the browser of everyone who follows it, with their "
        "rights on the site.",
        remedy="Link to a page.",
        bad='links: {dashboard: "javascript:open(…)"}',
        good='links: {dashboard: "https://grafana.example/d/checkout"}',
        raised_by=_KEYS_AND_VALUES,
    ),
    DiagnosticCode(
        code="PM021",
        title="Two keys set the same field. The first one is used.",
        rationale="If their values differ, readers are shown only one of them.",
        remedy="Keep one of the two keys; the message says which one is used.",
        bad="severity: sev1\nsev: sev2",
        good="severity: sev1",
        raised_by=_KEYS_AND_VALUES,
    ),
    DiagnosticCode(
        code="PM022",
        title="The front matter says that a document is not to be published. It is withheld from everybody.",
        rationale="Site generators leave out what says `draft: true`, `published: false` or `publish: false`. Where "
        "`draft` is neither true nor false, the document is withheld as well, with a warning: it may not be ready.",
        remedy="Delete the line once everybody may read the document. `status: draft` is another field: such a "
        "document is published, with a banner.",
        bad="---\ntitle: Checkout down\ndraft: true\n---",
        good="---\ntitle: Checkout down\n---",
        severity=Severity.INFO,
        raised_by=_FRONT_MATTER,
    ),
    DiagnosticCode(
        code="PM023",
        title="A time zone is not known. It is ignored.",
        rationale="Without the zone, durations and the order of times with an offset cannot be told.",
        remedy="Write a name of the tz database (`Europe/Berlin`), a name of Windows (`W. Europe Standard Time`), an "
        "abbreviation (`UTC`, `PST`) or an offset (`+02:00`); `unknown` if nobody knows.",
        bad="timezone: Europe/Berln",
        good="timezone: Europe/Berlin",
        raised_by=_FRONT_MATTER,
    ),
)
