"""Codes about the options of the plugin in `mkdocs.yml`."""

from mkdocs_postmortems.core.diagnostic_codes.code import DiagnosticCode, Severity

_SETTINGS = "reading the options in `mkdocs.yml`"
CODES = (
    DiagnosticCode(
        code="PM050",
        title="The configuration has an option that does not exist.",
        rationale="The option is ignored, which its author does not expect.",
        remedy="Correct the name; [Configuration](../configuration.md) lists all options.",
        bad="plugins:\n  - postmortems:\n      taxonmy: taxonomy.yml",
        good="plugins:\n  - postmortems:\n      taxonomy: taxonomy.yml",
        severity=Severity.ERROR,
        raised_by=_SETTINGS,
    ),
    DiagnosticCode(
        code="PM051",
        title="An option of the configuration has the wrong type. The default is used.",
        rationale="The site is built with the default, which is not what its author asked for.",
        remedy="Write the option as the message says.",
        bad="plugins:\n  - postmortems:\n      exclude: drafts/*",
        good='plugins:\n  - postmortems:\n      exclude: ["drafts/*"]',
        severity=Severity.ERROR,
        raised_by=_SETTINGS,
    ),
    DiagnosticCode(
        code="PM052",
        title="The configuration names an audience that is not configured. Nothing is built.",
        rationale="The option decides who reads what. Any guess could publish documents to the wrong people.",
        remedy="Name one of `audiences`, or add the audience there.",
        bad="audiences: {public: {anyone: true}, staff: {includes: [public]}}\ndefault_audience: stuff",
        good="audiences: {public: {anyone: true}, staff: {includes: [public]}}\ndefault_audience: staff",
        severity=Severity.ERROR,
        raised_by=_SETTINGS,
    ),
    DiagnosticCode(
        code="PM053",
        title="An option names a value that the taxonomy does not have. It has no effect.",
        rationale="A saved search finds nothing, or a requirement applies to no document, and nobody notices.",
        remedy="Correct the name, or add it to the taxonomy.",
        raised_by=_SETTINGS,
    ),
    DiagnosticCode(
        code="PM054",
        title="A setting makes pages load something from another host.",
        rationale="The other host can tell who reads which page, and a page lacks it where there is no internet or a "
        "security policy forbids it. It is an error where not everybody may read the pages, unless the option "
        "[`external`](../configuration.md#external) says otherwise.",
        remedy="Change the setting as the message says, or name the host in "
        "[`external_hosts`](../configuration.md#external_hosts).",
        bad="theme:\n  name: material",
        good="theme:\n  name: material\n  font: false",
        raised_by="`postmortems check` and `postmortems build`, reading `mkdocs.yml`",
    ),
)
