"""Codes about built sites: manifest, files, what is hidden from their readers, and links."""

from mkdocs_postmortems.core.diagnostic_codes.code import DiagnosticCode, Severity

_MANIFEST = "`postmortems verify` and `postmortems publish`"
_AUDIT = "`postmortems build` and `postmortems verify`"
CODES = (
    DiagnosticCode(
        code="PV001",
        title="The manifest is missing, or is not one.",
        rationale="Without the list of files and digests nobody can tell whether the site is the one that was built.",
        remedy="Build the site by `postmortems build`, and copy `<audience>.manifest.json` along with its folder.",
        severity=Severity.ERROR,
        raised_by=_MANIFEST,
    ),
    DiagnosticCode(
        code="PV002",
        title="The manifest names a file that is not there.",
        rationale="The site was copied in part, or somebody deleted from it: pages or images are missing for readers.",
        remedy="Copy the site again, or build it again.",
        severity=Severity.ERROR,
        raised_by=_MANIFEST,
    ),
    DiagnosticCode(
        code="PV003",
        title="A file is not in the manifest.",
        rationale="It came after the build and was never searched. It may be a file of another audience's site, left "
        "from a copy into the same folder.",
        remedy="Find out where it comes from. Copy the site into an empty folder, or build it again.",
        severity=Severity.ERROR,
        raised_by=_MANIFEST,
    ),
    DiagnosticCode(
        code="PV004",
        title="A file is not what it was when the manifest was written.",
        rationale="It was changed after it was searched, so that the result of the search does not hold for it.",
        remedy="Build the site again. If a step of the deployment changes files, such as a minifier, do that in the "
        "build, before the manifest is written.",
        severity=Severity.ERROR,
        raised_by=_MANIFEST,
    ),
    DiagnosticCode(
        code="PV005",
        title="A symbolic link or a special file is in the tree.",
        rationale="A server that follows the link publishes a file that was never looked at, such as one of another "
        "audience.",
        remedy="Replace it by the file itself, where the site is made.",
        severity=Severity.ERROR,
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV006",
        title="A file cannot be read.",
        rationale="What cannot be read cannot be searched, and a server that runs as another user may well read it.",
        remedy="Look at its permissions; the message has the reason that the operating system gives.",
        severity=Severity.ERROR,
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV010",
        title="A file holds something that is hidden from the tree's readers.",
        rationale="An id, a title, a name or a sentence of a document that this audience may not read is in what is "
        "published to it: on a page, in a file's name, in the search index, or in the metadata of an image or a PDF.",
        remedy="Look at the place that the message names, and at the restricted document. Mostly the words stand in a "
        "text, an attachment or a template that the audience reads, or a plugin puts them there. If they give nothing "
        "away, use them in a document that the audience reads: what it may read is not searched for.",
        severity=Severity.ERROR,
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV011",
        title="A file, or a part of one, cannot be opened, so that nothing is known of it.",
        rationale="It is encrypted, damaged, or of a format that is not understood; hidden text in it would not be "
        "found.",
        remedy="Publish it in a format that can be read, or make sure by hand that it holds nothing restricted.",
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV020",
        title="A link leads to nothing in the tree.",
        rationale="Readers meet an error page. The address may also name a page that is hidden from them.",
        remedy="Correct the link in the source that the page is made from. On `404.html` addresses begin with `/`, "
        "since it is shown at any address.",
        severity=Severity.ERROR,
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV021",
        title="A link leads to a place that its page does not have.",
        rationale="Readers land at the top of the page and look for what the link promised.",
        remedy="Correct what stands behind the `#`: headings get their names from their words.",
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV022",
        title="A link leads out of the tree.",
        rationale="It depends on what lies beside the site on the server, which may be the site of another audience.",
        remedy="Link to a file of the site, or write the whole address with its host.",
        severity=Severity.ERROR,
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV023",
        title="A page loads something from another host, or gives another host as its own address.",
        rationale="The other host learns who reads which page, and can change what readers see.",
        remedy="Ship the font, script or image with the site: put it beside the documents, and set "
        "`theme: {font: false}`. `site_url` has to be the address of this site.",
        severity=Severity.ERROR,
        raised_by=_AUDIT,
    ),
)
