"""Rules PC160 to PC162: broken links, missing images, and images without alternative text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import unquote

from mkdocs_postmortems.core.audiences.references import candidate_paths
from mkdocs_postmortems.core.check.rule import ALL_KINDS, Rule, RuleContext
from mkdocs_postmortems.core.diagnostics import Diagnostic, did_you_mean
from mkdocs_postmortems.core.name_matching import letters_and_digits
from mkdocs_postmortems.core.pages.page_uris import GENERATED_FOLDERS
from mkdocs_postmortems.core.parse.blocks import BlockKind
from mkdocs_postmortems.core.parse.comments import COMMENT, blank
from mkdocs_postmortems.core.parse.inline import plain_text

# Every repetition has an upper bound, so that no text takes longer than linear time.
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]]|!\[[^\[\]]{0,300}\]\([^()]{0,500}\)|\\\]){0,1000})\]"
    r"\(\s{0,5}(?:<([^<>\n]{1,2000})>|([^()\s<>]{1,2000}(?:\([^()\s]{0,200}\)[^()\s<>]{0,500})?))"
    r"(?:\s{1,5}[\"'(][^\"'()]{0,300}[\"')])?\s{0,5}\)"
)
_INNER = re.compile(r"!\[([^\[\]]{0,300})\]\(\s{0,5}<?([^()\s<>]{1,500})>?")
_IMG = re.compile(r"<img\b([^<>]{0,2000})>", re.IGNORECASE)
_A = re.compile(r"<a\b([^<>]{0,2000})>", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s{0,3}=\s{0,3}(?:\"([^\"]{1,2000})\"|'([^']{1,2000})'|([^\"'\s>]{1,2000}))", re.IGNORECASE)
_SRC = re.compile(r"\bsrc\s{0,3}=\s{0,3}[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)
_ALT = re.compile(r"\balt\s{0,3}=", re.IGNORECASE)
_CODE = re.compile(r"(`{1,3})(?!`)[^\n]{1,500}?(?<!`)\1(?!`)|" + COMMENT)
_ANCHORS = re.compile(r"\{[^{}\n]{0,100}#([\w.:-]{1,100})|\b(?:id|name)\s?=\s?[\"']?([\w.:-]{1,100})", re.IGNORECASE)
_MARKS = ("](", "<img", "<a ", "<A ", "<IMG")
"""One of them is in a text with a link."""
_TEMPLATED = re.compile(r"\{\{|\{%|<%|\$\{")


class _LinkUse(NamedTuple):
    """A link or an image in the body."""

    line: int
    address: str
    text: str
    """The text of a link, the alternative text of an image."""
    is_image: bool


def broken_links(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield links to files that do not exist, and to anchors that the document does not have."""
    for use in _link_uses(context):
        if use.is_image:
            continue
        if use.address.startswith("#"):
            if not _has_anchor(context, use.address[1:]):
                message = f"{use.address!r} is not a heading of this document."
                yield context.diagnostic(use.line, message, "Correct the link.", highlight=use.address)
        elif not _exists(context, use.address):
            yield _broken_link(context, use)


def _broken_link(context: RuleContext, use: _LinkUse) -> Diagnostic:
    targets = candidate_paths(use.address, posixpath.dirname(_site_path(context)))
    if held := next((target for target in targets if target in context.corpus.held), None):
        message = f"{use.address!r} leads to a document that is not published."
        return context.diagnostic(use.line, message, f"PM022 says why {held!r} is withheld.", highlight=use.address)
    return _dead(context, use, f"{use.address!r} leads to no file.")


def _site_path(context: RuleContext) -> str:
    """Return the path of the document, relative to `docs_dir`."""
    return posixpath.join(context.corpus.folder, context.document.path)


def broken_images(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield images that do not exist."""
    for use in _link_uses(context):
        if use.is_image and not _exists(context, use.address):
            yield _dead(context, use, f"image {use.address!r} does not exist.")


def _dead(context: RuleContext, use: _LinkUse, message: str) -> Diagnostic:
    """Return the finding of a link to no file, which is as grave as a build takes it."""
    found = context.diagnostic(use.line, message, _guess(context, use.address), highlight=use.address)
    return replace(found, severity=max(found.severity, context.config.dead_links, key=lambda one: one.rank))


def without_alt(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield images without alternative text."""
    for use in _link_uses(context):
        if use.is_image and not plain_text(use.text).strip():
            yield context.diagnostic(
                use.line,
                f"image {use.address!r} has no alternative text.",
                "Describe between the brackets what the image shows.",
                highlight=use.address,
            )


def _link_uses(context: RuleContext) -> Iterator[_LinkUse]:
    for block in context.blocks:
        if block.kind is BlockKind.CODE or not any(mark in block.text for mark in _MARKS):
            continue
        text = _CODE.sub(blank, block.text)
        for found in _LINK.finditer(text):
            line = block.line + text.count("\n", 0, found.start())
            yield _LinkUse(line, found[3] or found[4], found[2], found[1] == "!")
            for inner in _INNER.finditer(found[2]) if "![" in found[2] else ():
                yield _LinkUse(line, inner[2], inner[1], is_image=True)
        for found in _A.finditer(text):
            if target := _HREF.search(found[1]):
                line = block.line + text.count("\n", 0, found.start())
                yield _LinkUse(line, target[1] or target[2] or target[3], "", is_image=False)
        for found in _IMG.finditer(text):
            if source := _SRC.search(found[1]):
                line = block.line + text.count("\n", 0, found.start())
                yield _LinkUse(line, source[1], "alt" if _ALT.search(found[1]) else "", is_image=True)


def _exists(context: RuleContext, address: str) -> bool:
    """Whether an address leads to an existing file, or to a place that cannot be checked, such as another host."""
    files, folder = context.corpus.files, context.corpus.folder
    path = _site_path(context)
    bare = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
    if files is None or not bare or _TEMPLATED.search(address):
        return True
    above = posixpath.normpath(posixpath.join(posixpath.dirname(path), bare))
    if (not bare.startswith("/") and above.startswith("../..")) or re.match(
        r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE
    ):
        return True
    targets = list(candidate_paths(address, posixpath.dirname(path)))
    if any(target in context.corpus.held for target in targets):
        return False
    if not targets or any(target in files for target in targets):
        return True
    return any(_is_generated(target, folder) or _is_folder(target, files) for target in targets)


def _is_generated(target: str, folder: str) -> bool:
    """Whether the target is a generated page of the site."""
    parts = posixpath.relpath(target, folder or ".").split("/")
    return parts == ["."] or parts[0] in GENERATED_FOLDERS or parts[0].removesuffix(".md") in GENERATED_FOLDERS


def _is_folder(target: str, files: frozenset[str]) -> bool:
    return any(file.startswith(f"{target.rstrip('/')}/") for file in files)


def _guess(context: RuleContext, address: str) -> str:
    """Return a suggestion: the file with the most similar name, if there is one."""
    name = posixpath.basename(unquote(re.split(r"[?#]", address, maxsplit=1)[0]))
    names = {posixpath.basename(path) for path in context.corpus.files or ()}
    return did_you_mean(name, names).strip() or "Correct the address, or remove the link."


def _has_anchor(context: RuleContext, anchor: str) -> bool:
    wanted = letters_and_digits(unquote(anchor))
    if not wanted or wanted.startswith("fn"):
        return True
    headings = (
        letters_and_digits(plain_text(block.text)) for block in context.blocks if block.kind is BlockKind.HEADING
    )
    named = (letters_and_digits(found[1] or found[2]) for found in _ANCHORS.finditer(context.document.body))
    anchors = {*headings, *named}
    return wanted in anchors or re.sub(r"(?<!\d)\d+$", "", wanted) in anchors


RULES = (
    Rule(
        code="PC160",
        name="link-broken",
        title="A link leads to a file or heading that does not exist.",
        rationale="Readers cannot look at the evidence for a sentence. Only links within the repository are followed, "
        "so that a check gives the same result offline.",
        bad="See [the runbook](../runbooks/pgbouncer.md).   # which was moved",
        good="See [the runbook](../runbooks/databases/pgbouncer.md).",
        find=broken_links,
        kinds=ALL_KINDS,
    ),
    Rule(
        code="PC161",
        name="image-broken",
        title="An image does not exist.",
        rationale="Readers see a gap in place of the graph that explains the incident.",
        bad="![Error rate from 14:30 to 15:20](eror-rate.png)",
        good="![Error rate from 14:30 to 15:20](error-rate.png)",
        find=broken_images,
        kinds=ALL_KINDS,
    ),
    Rule(
        code="PC162",
        name="image-without-text",
        title="An image has no alternative text.",
        rationale="Without it, blind readers and search engines learn nothing from the image, and in a year a graph is "
        "hard to interpret for everybody. Describe what the image shows.",
        bad="![](error-rate.png)",
        good="![Error rate rises from 0.1 % to 21 % at 18:04 and falls at 18:41](error-rate.png)",
        find=without_alt,
        kinds=ALL_KINDS,
    ),
)
