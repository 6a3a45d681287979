"""Codes about audiences: labels, restricted spans, and references that disclose restricted content."""

from mkdocs_postmortems.core.diagnostic_codes.code import DiagnosticCode, Severity

_LABELS = "reading the labels of documents, where audiences are configured or a label is given"
_REFERENCES = "checking the references between documents of several audiences"
CODES = (
    DiagnosticCode(
        code="PM060",
        title="A document has no audience. It is published nowhere.",
        rationale="Where some documents are restricted, a document without a label may be one that should be. It is "
        "withheld until it has a label.",
        remedy="Add `audience:` to its front matter, put a file `.audience` into its folder, or set the option "
        "`default_audience`.",
        bad="---\ntitle: Checkout down\n---",
        good="---\ntitle: Checkout down\naudience: staff\n---",
        severity=Severity.ERROR,
        raised_by=_LABELS,
    ),
    DiagnosticCode(
        code="PM061",
        title="A document, a folder or a restricted span names an audience that does not exist. It is not published.",
        rationale="The misspelt name may mean a narrow audience, so its content is withheld from everybody.",
        remedy="Name one of the audiences in `mkdocs.yml`; the spelling has to match exactly.",
        bad="audience: stuff",
        good="audience: staff",
        severity=Severity.ERROR,
        raised_by=_LABELS,
    ),
    DiagnosticCode(
        code="PM062",
        title="A label or a folder's rule is unclear: misspelt, given twice, a list, or in the text. What it is for is "
        "not published.",
        rationale="The author meant to restrict the document or the folder, and the program cannot tell to whom. With "
        "the default audience it might reach the wrong people. Names and places that are near those of a label count, "
        "in any letters that look alike.",
        remedy="Write one line `audience: name` at the top of the front matter, and nothing else that looks like it; "
        "call the rule of a folder `.audience`. A document that only speaks of audiences needs a label of its own.",
        bad="---\naudiense: [security]\n---",
        good="---\naudience: security\n---",
        severity=Severity.ERROR,
        raised_by=_LABELS,
    ),
    DiagnosticCode(
        code="PM063",
        title="A marker of a restricted span is unclosed, unopened, misspelt or another kind of comment. The document "
        "is not published.",
        rationale="It is not clear where the restricted span begins and ends, so some of it could be published. What "
        "is near a marker restricts nothing by itself.",
        remedy="Put `<!-- audience: name -->` before the span and `<!-- /audience -->` after it.",
        bad="<!-- audience: security -->\nThe token was in the log.\n<!-- /audiense -->",
        good="<!-- audience: security -->\nThe token was in the log.\n<!-- /audience -->",
        severity=Severity.ERROR,
        raised_by=_LABELS,
    ),
    DiagnosticCode(
        code="PM064",
        title="A document links to another one that some of its readers may not read.",
        rationale="The link is dead for these readers, and its text and address disclose what they may not read.",
        remedy="Put a marker of the narrower audience around the link, or set "
        "[`narrow_links`](../configuration.md#narrow_links) to `text` or `drop`.",
        bad="The token was rotated ([details](../security/2024-05-token.md)).",
        good="The token was rotated<!-- audience: security --> ([details](../security/2024-05-token.md))"
        "<!-- /audience -->.",
        severity=Severity.ERROR,
        raised_by=_REFERENCES,
    ),
    DiagnosticCode(
        code="PM065",
        title="An attachment is used by no document, or by documents of several audiences.",
        rationale="The documents that refer to an attachment decide who may see it. Without any it is not published; "
        "where documents of several audiences use it, it may have been meant for the narrower one.",
        remedy="Refer to the file, delete it, or put a file `.audience` into its folder.",
        severity=Severity.ERROR,
        raised_by=_REFERENCES,
    ),
    DiagnosticCode(
        code="PM066",
        title="A sentence of a restricted document is also in a document that more people read.",
        rationale="It was most likely copied from the restricted document into the wider one.",
        remedy="Rewrite the sentence in the document that more people read, or leave it if it discloses nothing.",
        raised_by=_REFERENCES,
    ),
    DiagnosticCode(
        code="PM067",
        title="Gaps in the ids that an audience reads show how many documents are hidden from it.",
        rationale="Readers of `INC-16` and `INC-18` can tell that there is an `INC-17` which they may not read, and "
        "roughly when it happened.",
        remedy="Give restricted documents ids from a series of their own, or without numbers.",
        raised_by=_REFERENCES,
    ),
    DiagnosticCode(
        code="PM068",
        title="A document that many people read contains what looks like a secret or personal data.",
        rationale="A published secret has to be revoked and replaced wherever it is used.",
        remedy="Revoke the secret first; then remove it from the document, and from the history of the repository if "
        "others can read that.",
        raised_by=_REFERENCES,
    ),
    DiagnosticCode(
        code="PM069",
        title="Two files have the same address, or addresses that differ only in case or in how accents are encoded. "
        "Neither is published on a site with audiences; elsewhere it is a warning.",
        rationale="Which of the two a server returns depends on the server and its file system, so that readers of one "
        "could be shown the other.",
        remedy="Rename one of the files.",
        bad="docs/incidents/checkout.md\ndocs/incidents/Checkout.md",
        good="docs/incidents/checkout.md\ndocs/incidents/checkout-2024.md",
        severity=Severity.ERROR,
        raised_by=_REFERENCES,
    ),
    DiagnosticCode(
        code="PM070",
        title="A document or a style sheet loads something from another host.",
        rationale="The other host can tell who reads the page, and readers see a gap once the file is gone there. The "
        "sites of those who sign in have a link instead of what a document would load; what a style sheet loads is an "
        "error there. The option [`external`](../configuration.md#external) says otherwise.",
        remedy="Put the file beside the document, link to it instead of showing it, or name the host in "
        "[`external_hosts`](../configuration.md#external_hosts).",
        bad="![Orders per minute](https://graphs.example.com/render/1.png)",
        good="![Orders per minute](orders.png)",
        raised_by="`postmortems check` and `postmortems build`, reading documents and style sheets",
    ),
    DiagnosticCode(
        code="PM071",
        title="A title of the navigation, or a saved search, has a word that some audience reads only there.",
        rationale="The navigation and the names of saved searches are on every page. A word that otherwise only "
        "restricted documents have may tell of them.",
        remedy="Say who gets it: `audience` in the saved search, or the option "
        "[`nav_audiences`](../configuration.md#nav_audiences); or use another word.",
        bad="saved_searches:\n  Hummingbird: { q: hummingbird }",
        good="saved_searches:\n  Hummingbird: { q: hummingbird, audience: security }",
        raised_by="`postmortems build`, reading mkdocs.yml",
    ),
)
