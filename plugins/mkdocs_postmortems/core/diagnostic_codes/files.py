"""Codes about files that cannot be read or rendered."""

from mkdocs_postmortems.core.diagnostic_codes.code import DiagnosticCode, Severity

_READER = "every command that reads postmortems"
CODES = (
    DiagnosticCode(
        code="PM001",
        title="A file is not UTF-8. It is not published.",
        rationale="The encoding of such a file is unknown, so names and quotations could be shown with wrong letters. "
        "A document that is shown wrong is worse than one that is missing and reported.",
        remedy="Save the file as UTF-8. `iconv -f ISO-8859-1 -t UTF-8 old.md > new.md` converts one; a file with a NUL "
        "byte is usually not text, and should not have the extension of a document.",
        severity=Severity.ERROR,
        raised_by=_READER,
    ),
    DiagnosticCode(
        code="PM002",
        title="A file is empty.",
        rationale="Its page would have a title and nothing else. Often a file was created and not saved, or a merge "
        "went wrong.",
        remedy="Write it, or delete the file. `postmortems new` writes a first draft.",
        raised_by=_READER,
    ),
    DiagnosticCode(
        code="PM003",
        title="A link leads nowhere, out of the folder, or from an attachment to a document. It is not followed.",
        rationale="Through a link out of the folder, any file of the machine that builds the site could be published. "
        "As an attachment a document would be published with all restricted spans.",
        remedy="Put the file into the folder, or correct the target of the link.",
        severity=Severity.ERROR,
        raised_by=_READER,
    ),
    DiagnosticCode(
        code="PM004",
        title="A file or folder cannot be read.",
        rationale="Its content is missing from the site, and from every list, figure and search.",
        remedy="Look at its permissions; the message has the reason that the operating system gives.",
        severity=Severity.ERROR,
        raised_by=_READER,
    ),
    DiagnosticCode(
        code="PM005",
        title="A document is too long in one line, or nested too deep, to be rendered. Its page is withheld.",
        rationale="On such a text, Markdown parsers take far more than linear time or fail, so that one document would "
        "stop the build of the whole site. It is mostly pasted output, such as a log or minified JSON.",
        remedy="Put pasted output into a fenced code block, break its lines, or attach it as a file. "
        "`postmortems inspect` still reads the document.",
        severity=Severity.ERROR,
        raised_by=_READER,
    ),
    DiagnosticCode(
        code="PM006",
        title="A comment is never closed. The text below it is not parsed, and the comment may be shown.",
        rationale="Browsers and Markdown parsers disagree about where such a comment ends. Everything below it may be "
        "missing from the page, or notes to authors may be on it.",
        remedy="Close the comment with `-->`. The message names a mistyped end, such as `--!>`, if there is one.",
        bad="<!-- Ask the network team about this.\n\n## Timeline",
        good="<!-- Ask the network team about this. -->\n\n## Timeline",
        severity=Severity.ERROR,
        raised_by=_READER,
    ),
    DiagnosticCode(
        code="PM008",
        title="`docs_dir` holds files that are not published, since the documents are in another folder.",
        rationale="The plugin `postmortems-here` takes all documents, also pages that are no postmortems, from the "
        "folder that it names. `docs_dir` is only there because MkDocs needs one. A page in it would have no audience.",
        remedy="Move the files to the folder of the documents. If `docs_dir` should be published instead, take the "
        "plugin `postmortems-here` out of `mkdocs.yml`.",
        raised_by=_READER,
    ),
    DiagnosticCode(
        code="PM009",
        title="The states of action items that were read from trackers cannot be read. Those of documents are shown.",
        rationale="Action items that are done in their tracker look open again, and the other way round.",
        remedy="The file is written by `postmortems actions sync`: take an older version from git, or delete it, and "
        "run the command. After a merge with a conflict, either side will do.",
        severity=Severity.ERROR,
        raised_by=_READER,
    ),
)
