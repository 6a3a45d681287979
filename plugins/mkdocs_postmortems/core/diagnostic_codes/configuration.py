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
    DiagnosticCode(
        code="PM055",
        title="`mkdocs.yml` names a plugin, a theme, a Markdown extension, a hook or a folder of templates that is not "
        "there. Nothing is built.",
        rationale="MkDocs ends before it has read a document. A check that passes here would let the next build fail "
        "for everybody.",
        remedy="Install the package, correct the name, or take it out.",
        bad="plugins:\n  - serach\n  - postmortems",
        good="plugins:\n  - search\n  - postmortems",
        severity=Severity.ERROR,
        raised_by="`postmortems check` and `postmortems build`, reading `mkdocs.yml`",
    ),
    DiagnosticCode(
        code="PM056",
        title="A plugin asks git, which does not answer where `postmortems build` builds. The sites are built without "
        "what it would say.",
        rationale="A site is built in a folder with nothing but what its audience may read, and the history of the "
        "repository is not among that.",
        remedy="Take the plugin out, or, for a site without audiences, build it by `mkdocs build`. Postmortems say "
        "when they last changed without any plugin.",
        raised_by="`postmortems check` and `postmortems build`, reading `mkdocs.yml`",
    ),
    DiagnosticCode(
        code="PM057",
        title="An option of a plugin or an extension names a file that the sites of audiences are built without.",
        rationale="A site is built in a folder with nothing but what its audience may read. A file beside the "
        "documents has no label, and may say anything.",
        remedy="If every audience may read it, name it in [`shared_files`](../configuration.md#shared_files). Without "
        "audiences such files are there.",
        bad="plugins:\n  - gen-files: { scripts: [tools/pages.py] }\n  - postmortems: { audiences: … }",
        good="plugins:\n  - gen-files: { scripts: [tools/pages.py] }\n"
        "  - postmortems: { audiences: …, shared_files: [tools/pages.py] }",
        raised_by="`postmortems check` and `postmortems build`, reading `mkdocs.yml`",
    ),
    DiagnosticCode(
        code="PM058",
        title="The navigation names a page that is not there.",
        rationale="An entry that leads nowhere is left out of the sites, since it may be one that some readers do not "
        "have. If it is missing for all of them, it is mostly a slip, or a file that was renamed.",
        remedy="Correct the path, which is relative to `docs_dir`, or take the entry out.",
        bad="nav:\n  - Postmortems: incidents/idnex.md",
        good="nav:\n  - Postmortems: incidents/index.md",
        raised_by="`postmortems check` and `postmortems build`, reading `mkdocs.yml`",
    ),
)
