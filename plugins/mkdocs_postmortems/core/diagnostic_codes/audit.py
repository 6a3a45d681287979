"""Codes about built sites: manifest, files, hidden content, and links."""

from mkdocs_postmortems.core.diagnostic_codes.code import DiagnosticCode, Severity

_MANIFEST = "`postmortems verify` and `postmortems publish`"
_AUDIT = "`postmortems build` and `postmortems verify`"
CODES = (
    DiagnosticCode(
        code="PV001",
        title="The manifest is missing or invalid.",
        rationale="Without the list of files and digests it cannot be checked that the site is the one that was built.",
        remedy="Build the site by `postmortems build`, and copy `<audience>.manifest.json` along with its folder.",
        severity=Severity.ERROR,
        raised_by=_MANIFEST,
    ),
    DiagnosticCode(
        code="PV002",
        title="The manifest names a file that is not there.",
        rationale="The site was copied in part, or files were deleted from it: readers miss pages or images.",
        remedy="Copy the site again, or build it again.",
        severity=Severity.ERROR,
        raised_by=_MANIFEST,
    ),
    DiagnosticCode(
        code="PV003",
        title="A file is not in the manifest.",
        rationale="It was added after the build and was never searched for hidden content. It may belong to another "
        "audience's site that was copied into the same folder.",
        remedy="Find out where it comes from. Copy the site into an empty folder, or build it again.",
        severity=Severity.ERROR,
        raised_by=_MANIFEST,
    ),
    DiagnosticCode(
        code="PV004",
        title="A file has changed since the manifest was written.",
        rationale="It was changed after it was searched for hidden content, so the result of the search does not apply "
        "to it.",
        remedy="Build the site again. If a step of the deployment changes files, such as a minifier, do that in the "
        "build, before the manifest is written.",
        severity=Severity.ERROR,
        raised_by=_MANIFEST,
    ),
    DiagnosticCode(
        code="PV005",
        title="The site contains a symbolic link or a special file.",
        rationale="A server that follows the link publishes a file that was never searched, such as one of another "
        "audience.",
        remedy="Replace it by the file itself, in the sources of the site.",
        severity=Severity.ERROR,
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV006",
        title="A file cannot be read.",
        rationale="A file that cannot be read cannot be searched, but a server that runs as another user may serve it.",
        remedy="Look at its permissions; the message has the reason that the operating system gives.",
        severity=Severity.ERROR,
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV010",
        title="A file contains something that is hidden from the audience of the site.",
        rationale="An id, a title, a name or a sentence of a document that this audience may not read is in its site: "
        "on a page, in a file name, in the search index, or in the metadata of an image or a PDF.",
        remedy="Look at the place that the message names, and at the restricted document. Usually the words are in a "
        "document, an attachment or a template that the audience reads, or a plugin inserts them. If they disclose "
        "nothing, use them in a document that the audience reads: text that it may read is not searched for.",
        severity=Severity.ERROR,
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV011",
        title="A file, or a part of one, cannot be decoded, so it was not searched.",
        rationale="It is encrypted, damaged, too large, or of an unsupported format; what it hides would not be found.",
        remedy="Publish it in a format that can be decoded. If somebody has looked at it and found nothing restricted, "
        "name it in the option `unreadable_files`: it is a warning then.",
        severity=Severity.ERROR,
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV020",
        title="A link leads to no file of the site.",
        rationale="Readers get an error page, or a gap in place of an image.",
        remedy="Correct the link in the source of the page. On `404.html` addresses begin with `/`, since it is shown "
        "at any address. The option [`links`](../configuration.md#links) says whether it stops a build.",
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV021",
        title="A link names an anchor that its page does not have.",
        rationale="Readers land at the top of the page and have to look for what the link promised.",
        remedy="Correct the part after the `#`: the anchor of a heading is made from its words.",
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV022",
        title="A link leads out of the site.",
        rationale="Its target depends on what is beside the site on the server, such as the site of another audience.",
        remedy="Link to a file of the site, or write the full URL with its host. The option "
        "[`links`](../configuration.md#links) says whether it stops a build.",
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV023",
        title="A page loads something from another host, or gives an address on another host as its own.",
        rationale="The other host can log who reads which page, and can change what readers see.",
        remedy="Ship the font, script or image with the site: put it beside the documents, and set "
        "`theme: {font: false}`. `site_url` has to be the address of this site. "
        "[`external_hosts`](../configuration.md#external_hosts) names hosts that are trusted, and "
        "[`external`](../configuration.md#external) says whether others stop a build. Without `external`, they do "
        "where not everybody may read the page.",
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV024",
        title="A dead link names a file that is hidden from the readers of the page.",
        rationale="The link is dead since its target is not for these readers; its address tells them that there is "
        "one, and its name.",
        remedy="Put a marker of the narrower audience around the link, take it out, or set "
        "[`narrow_links`](../configuration.md#narrow_links) to `text` or `drop`; a link in HTML stays a link in any "
        "case, so write it in Markdown.",
        severity=Severity.ERROR,
        raised_by=_AUDIT,
    ),
    DiagnosticCode(
        code="PV025",
        title="A page asks another host for something in a browser.",
        rationale="The other host can log who reads which page. Scripts may ask for what no reading of the site's "
        "files finds.",
        remedy="Take out what asks for it, ship it with the site, or name the host in "
        "[`external_hosts`](../configuration.md#external_hosts). It is an error where not everybody may read the page, "
        "unless [`external`](../configuration.md#external) says otherwise.",
        raised_by="`postmortems verify --browser`",
    ),
)
