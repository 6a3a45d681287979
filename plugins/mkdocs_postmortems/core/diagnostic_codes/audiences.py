"""Codes about who may read what: labels, restricted parts, and what gives them away."""

from mkdocs_postmortems.core.diagnostic_codes.code import DiagnosticCode, Severity

_LABELS = "reading the labels of documents, where audiences are configured or a label is given"
_REFERENCES = "looking at the references between documents of several audiences"
CODES = (
    DiagnosticCode(
        code="PM060",
        title="A document has no audience. It is published nowhere.",
        rationale="Once some documents are restricted, one without a label may be one that should be. It is withheld "
        "until somebody has decided.",
        remedy="Add `audience:` to its front matter, put a file `.audience` into its folder, or set the option "
        "`default_audience`.",
        bad="---\ntitle: Checkout down\n---",
        good="---\ntitle: Checkout down\naudience: staff\n---",
        severity=Severity.ERROR,
        raised_by=_LABELS,
    ),
    DiagnosticCode(
        code="PM061",
        title="A document, a folder or a part names an audience that is not configured. Nobody reads it.",
        rationale="A misspelt audience may be a narrow one. What it labels is withheld from all.",
        remedy="Name one of the audiences in `mkdocs.yml`; names are the same letter by letter.",
        bad="audience: stuff",
        good="audience: staff",
        severity=Severity.ERROR,
        raised_by=_LABELS,
    ),
    DiagnosticCode(
        code="PM062",
        title="A label is unclear: misspelt, given twice, a list, or in the text. Nobody reads the document.",
        rationale="Somebody meant to restrict it, and the program cannot tell how. Published by the default, it might "
        "reach the wrong people.",
        remedy="Write one line `audience: name` at the top of the front matter, and nothing else that looks like it.",
        bad="---\naudiense: [security]\n---",
        good="---\naudience: security\n---",
        severity=Severity.ERROR,
        raised_by=_LABELS,
    ),
    DiagnosticCode(
        code="PM063",
        title="A marker of a restricted part is unclosed, unopened or misspelt. Nobody reads the document.",
        rationale="Where the restricted part begins and ends cannot be told, so that a part of it could be published.",
        remedy="Put `<!-- audience: name -->` before the part and `<!-- /audience -->` behind it.",
        bad="<!-- audience: security -->\nThe token was in the log.\n<!-- /audiense -->",
        good="<!-- audience: security -->\nThe token was in the log.\n<!-- /audience -->",
        severity=Severity.ERROR,
        raised_by=_LABELS,
    ),
    DiagnosticCode(
        code="PM064",
        title="A document links to one that not all of its readers may read.",
        rationale="The link is dead for some readers, and its words and its address tell them what they may not read.",
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
        title="A file that is no document is referred to by nobody, or by readers of several audiences.",
        rationale="Who may see an attachment is decided by the texts that refer to it. Without any it is published "
        "nowhere; where texts of several audiences show it, it may have been meant for the narrower one.",
        remedy="Refer to the file, delete it, or put a file `.audience` into its folder.",
        severity=Severity.ERROR,
        raised_by=_REFERENCES,
    ),
    DiagnosticCode(
        code="PM066",
        title="Words of a restricted text stand in one that more people read.",
        rationale="A sentence was copied, most likely from the restricted text into the wider one.",
        remedy="Rewrite the sentence in the wider text, or leave it where the restricted text says nothing that it "
        "does not.",
        raised_by=_REFERENCES,
    ),
    DiagnosticCode(
        code="PM067",
        title="Ids that more people read have gaps which tell how many are restricted.",
        rationale="Who reads `INC-16` and `INC-18` knows that there is an `INC-17` which they may not read, and about "
        "when it happened.",
        remedy="Give restricted documents ids from a series of their own, or without numbers.",
        raised_by=_REFERENCES,
    ),
    DiagnosticCode(
        code="PM068",
        title="A text that many people read holds what looks like a secret or personal data.",
        rationale="A published secret has to be replaced, in the text and wherever it opens something.",
        remedy="Replace the secret first; then take it out of the text, and out of the history of the repository if "
        "others read that.",
        raised_by=_REFERENCES,
    ),
    DiagnosticCode(
        code="PM069",
        title="Two files have one address, or addresses that differ by case alone. Nobody reads them.",
        rationale="Which of the two a server shows depends on the server and its disk, so that readers of one could be "
        "shown the other.",
        remedy="Rename one of the files.",
        bad="docs/incidents/checkout.md\ndocs/incidents/Checkout.md",
        good="docs/incidents/checkout.md\ndocs/incidents/checkout-2024.md",
        severity=Severity.ERROR,
        raised_by=_REFERENCES,
    ),
)
