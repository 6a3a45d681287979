"""What a link to a page says of itself where it is pasted: in a chat, in the results of a search engine."""

from __future__ import annotations

from typing import NamedTuple

from mkdocs_postmortems.core.message import Language
from mkdocs_postmortems.core.pages.postmortem_page import PostmortemPage
from mkdocs_postmortems.core.parse.inline import plain_text, title_to_text
from mkdocs_postmortems.core.plain_text import shortened


class ShareText(NamedTuple):
    """Title and description of a page."""

    title: str
    description: str


def share_text(page: PostmortemPage, language: Language) -> ShareText:
    """Return those of a postmortem: severity, day and how long, then its summary, else what ended it."""
    row = page.row
    facts = (row.severity.ref.name if row.severity else "", language.say(row.day), language.say(page.took))
    line = ", ".join(fact for fact in facts if fact)
    told = page.document.summary or (" ".join(page.recovery.sentences) if page.recovery else "")
    return ShareText(title_to_text(row.title), shortened(". ".join(part for part in (line, plain_text(told)) if part)))
