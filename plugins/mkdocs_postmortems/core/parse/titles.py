"""Titles, ids and dates from headings and file names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import is_italic, label, plain, without_emoji
from mkdocs_postmortems.core.parse.labels import canonical, normal_form
from mkdocs_postmortems.core.parse.moments import Stamp, read_stamp

_ENDING = re.compile(r"(?:\.(?:md|markdown|mdown|mkd|mdx|qmd|rmd|html|erb|txt))+$", re.IGNORECASE)
ID = re.compile(
    r"\b((?:INC|PM|IR|SEV|POSTMORTEM|INCIDENT|COE|RCA|ISSUE|OUTAGE)[-_ ]?(?:\d{4}[-_]\d{1,5}|\d{2,7})|[A-Z]{2,6}-\d{4}-\d{1,5}|PM\d{4}-\d{1,5})\b"
)
_PREFIX = re.compile(
    r"^\W*(?:(?:(?:rfo|rca|coe|incident|outage|service|production|public|internal|blameless|draft|final|preliminary|security|customer)\s+)*"
    r"(?:post[\s-]?mortems?|incident|retro(?:spective)?|outage report|after[\s-]action report|report|review|rca|aar|coe|root cause analysis|write[\s-]?up)"
    r"(?:\s+(?:reports?|retro(?:spective)?|reviews?|post[\s-]?mortems?|analysis|summary|write[\s-]?up|document))*)"
    r"(?=\s*(?:[:#(\[–—-]|\bon\b|\bof\b|\bfor\b|\bfrom\b|\d|$|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d))\s*(?:(?:on|of|for|from)\s+(?:the\s+)?)?[\s:#–—-]*",
    re.IGNORECASE,
)
_SEPARATORS = " \t:–—-,|/#·•"
_PLACEHOLDERS = frozenset(
    """issue name | title | incident title | incident name | name | untitled | postmortem title | title of the incident | incident
    | postmortem | post mortem | incident report | report title | summary | incident postmortem | incident summary | template | your title here
    | incident review | incident title here""".replace("\n", " ").split(" | ")
)
_LONGEST = 90
"""A stand-in title is cut at a word after so many characters."""
_TRAILING_DATE = re.compile(r"[\s:–—,(\[-]+(?=\S)")


def read_title(declared: str | None, blocks: Sequence[Block], path: str) -> tuple[str, int | None]:
    """Return the human title and the line it stands on, `None` if it comes from front matter or the file name."""
    candidates: list[tuple[str, int | None]] = [(declared, None)] if declared else []
    candidates += [(without_emoji(text), line) for text, line in _headings(blocks)]
    for text, line in candidates:
        cleaned = clean_title(text)
        if cleaned and normal_form(cleaned) not in _PLACEHOLDERS and not _is_only_id(cleaned):
            return cleaned, line
    from_name = _from_file_name(path)
    if from_name:
        return from_name, None
    for text, line in candidates:
        if words := text.strip(_SEPARATORS + "{}"):
            return words, line
    return _first_words(blocks) or (stem(path), None)


def _first_words(blocks: Sequence[Block]) -> tuple[str, int | None] | None:
    """The first sentence stands in for a title that neither the document nor its file name has."""
    block = next((b for b in blocks if b.kind is BlockKind.PARAGRAPH), None)
    words = plain(block.text) if block else ""
    if block is None or len(words) < 10:
        return None
    sentence = re.split(r"(?<=[.!?])\s", words, maxsplit=1)[0]
    if len(sentence) > _LONGEST:
        sentence = sentence[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return sentence.rstrip("."), block.line


def _headings(blocks: Sequence[Block]) -> list[tuple[str, int]]:
    """The first heading if it is a title, and the short line below it that replaces a left-over placeholder."""
    found: list[tuple[str, int]] = []
    for index, block in enumerate(blocks[:12]):
        if block.kind is BlockKind.HEADING:
            text = plain(block.text).strip(" {}")
            if canonical(without_emoji(text)) is None or (block.level == 1 and normal_form(text) not in _SECTION_TITLES):
                found.append((text, block.line))
                following = blocks[index + 1] if index + 1 < len(blocks) else None
                placeholder = normal_form(clean_title(text)) in _PLACEHOLDERS
                if (
                    placeholder
                    and following
                    and following.kind is BlockKind.PARAGRAPH
                    and len(following.text) < 120
                    and not is_italic(following.text)
                    and not label(following.text)
                ):
                    found.append((plain(following.text), following.line))
            break
    first = blocks[0] if blocks else None
    if (
        not found
        and first
        and first.kind is BlockKind.PARAGRAPH
        and len(first.text) < 100
        and "\n" not in first.text
        and first.text.startswith("**")
        and not label(first.text + " x")
    ):
        found.append((plain(first.text), first.line))
    return found


_SECTION_TITLES = frozenset(
    {
        "summary",
        "timeline",
        "impact",
        "overview",
        "background",
        "root cause",
        "description",
        "issue summary",
        "incident summary",
    }
)


def clean_title(text: str) -> str:
    """Take away id, date and "Incident report" at the start, and a date at the end, of a title in plain words."""
    title = " ".join(text.replace("{", "").replace("}", "").split()).strip(_SEPARATORS)
    for _ in range(6):
        shorter = _strip_end_date(_strip_start(title))
        if not re.search(r"\w{2}", shorter) or shorter == title:
            break
        title = shorter
    title = re.sub(r"\s+(?:on|of|from|for|at|in)$", "", title)
    return title if title.endswith("..") else title.strip(_SEPARATORS + ".")


def _strip_start(title: str) -> str:
    if (match := ID.match(title)) and len(title) > match.end():
        title = title[match.end() :].lstrip(_SEPARATORS + ".)]")
    if match := re.match(r"[\[(][^\[\]()]{1,40}[\])]\s*[:–—-]?\s*", title):
        if read_stamp(match[0]) or ID.search(match[0]) or re.search(r"(?i)sev|resolved|draft|post", match[0]):
            title = title[match.end() :]
    stamp = read_stamp(title)
    if stamp and stamp.has_day and stamp.weekday is None and len(title) - stamp.end >= 3:
        title = re.sub(r"^\s?[/–-]\s?\d{1,2}\b", "", title[stamp.end :]).lstrip(_SEPARATORS + ".)]'")
    if (match := _PREFIX.match(title)) and match.end() < len(title):
        title = title[match.end() :]
    return title.strip(_SEPARATORS)


def _strip_end_date(title: str) -> str:
    starts = [match.start() for match in _TRAILING_DATE.finditer(title)][-9:]
    for start in starts:
        tail = title[start:].strip(" :–—,([-)]")
        tail = re.sub(r"^(?:on|of|from)\s+(?:the\s+)?", "", tail)
        stamp = read_stamp(tail)
        if stamp and stamp.has_day and stamp.weekday is None and stamp.year and stamp.end >= len(tail):
            return re.sub(r"\s+(?:on|of|from)(?:\s+the)?$", "", title[:start]).rstrip(_SEPARATORS + "([")
    return title


def _is_only_id(title: str) -> bool:
    return bool(ID.fullmatch(title)) or (read_stamp(title) is not None and read_stamp(title).end >= len(title))  # type: ignore[union-attr]


def stem(path: str) -> str:
    """The file's name without its endings."""
    return _ENDING.sub("", PurePosixPath(path).name)


def _from_file_name(path: str) -> str:
    name = stem(path)
    words = clean_title(
        re.sub(r"[_-]+", " ", re.sub(r"^(\d{4})-(\d\d)-(\d\d)", r"\1.\2.\3 ", name)) if " " not in name else name
    )
    if re.fullmatch(r"[0-9a-f -]{20,}|[\d .-]*", words) or normal_form(words) in {"readme", "index"}:
        return ""
    return words[:1].upper() + words[1:]


def file_day(path: str) -> Stamp | None:
    """The day in the file's name; the year may stand in the name of its folder (`2023-04/04-25-…`)."""
    pure = PurePosixPath(path)
    name = stem(path)
    for start in (0, *(match.end() for match in re.finditer(r"[\s_-]", name))):
        if (
            (stamp := read_stamp(name[start:].replace("_", "-")))
            and stamp.has_day
            and stamp.year
            and stamp.month
            and stamp.weekday is None
        ):
            return stamp
    match = re.match(r"(\d\d)-(\d\d)(?!\d)", name)
    year = next((m[1] for part in reversed(pure.parts[:-1]) if (m := re.match(r"((?:19|20)\d\d)(?!\d)", part))), None)
    return read_stamp(f"{year}-{match[1]}-{match[2]}") if match and year else None


def find_id(*texts: str | None) -> str | None:
    """The first id such as `INC-2024-017` or `PM2021-004` in the texts."""
    for text in texts:
        if text and (match := ID.search(text)):
            return match[1]
    return None
