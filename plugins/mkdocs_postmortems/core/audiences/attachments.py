"""Files that are no documents: an audience gets those that a text it reads refers to, unless a folder forbids it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from mkdocs_postmortems.core.audiences.references import references
from mkdocs_postmortems.core.audiences.rules import Rules
from mkdocs_postmortems.core.source import Source


def shown_attachments(
    paths: Collection[str],
    read: Iterable[Source],
    styles: Mapping[str, str],
    rules: Rules,
    reader: str,
) -> frozenset[str]:
    """Return the attachments that one audience gets.

    It depends on nothing but what the audience reads, so a file does not become wider or narrower because somebody
    refers to it in a text that this audience does not read.

    Args:
        paths: All files of the site that are no documents.
        read: What the audience reads, already cleared, and texts of the configuration that refer to files.
        styles: Texts of style sheets by path; what a shown one refers to is shown as well.
        rules: The audiences and folder rules.
        reader: The audience.
    """
    allowed = frozenset(path for path in paths if _is_allowed(path, rules, reader))
    shown: set[str] = set()
    waiting = list(read)
    while waiting:
        source = waiting.pop()
        for reference in references(source.text, source.path):
            if reference.path in allowed and reference.path not in shown:
                shown.add(reference.path)
                if reference.path in styles:
                    waiting.append(Source(reference.path, styles[reference.path]))
    return frozenset(shown)


def _is_allowed(path: str, rules: Rules, reader: str) -> bool:
    folder = rules.folder_of(path)
    if folder is None:
        return True
    audience = rules.folders[folder]
    return audience is not None and rules.audiences.may_read(reader, audience)
