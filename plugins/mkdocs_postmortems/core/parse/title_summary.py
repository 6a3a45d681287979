"""Finds the title, the id and the summary of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mkdocs_postmortems.core.calendar_names import MONTH_STARTS
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.file_name import file_stem
from mkdocs_postmortems.core.parse.inline import is_italic, label, parse_phrases, plain_text, without_emoji
from mkdocs_postmortems.core.parse.section_names import canonical_section, normalize_title
from mkdocs_postmortems.core.parse.sections import SectionBlocks
from mkdocs_postmortems.core.source import Located
from mkdocs_postmortems.core.timestamps import parse_timestamp

INCIDENT_ID = re.compile(
    r"""\b(
        (?:INC|PM|IR|SEV|POSTMORTEM|INCIDENT|COE|RCA|ISSUE|OUTAGE)[-_\ ]?(?:\d{4}[-_]\d{1,5}|\d{2,7})
    |   [A-Z]{2,6}-\d{4}-\d{1,5}
    |   PM\d{4}-\d{1,5}
    )\b(?![-_]\d\d(?!\d))""",
    re.VERBOSE,
)
"""Matches an incident id, such as `INC-2024-017` or `PM2021-004`, but not a word with a date, `PM-2024-05-12`."""

_TYPE_AND_DAY = re.compile(r"^(?:INC|PM|IR|RCA|COE|POSTMORTEM|INCIDENT)[-_ ](?=\d{4}-\d\d-\d\d(?!\d))")
"""The type of a document bound to its day: `INC-2024-03-02`."""
_TRAILING_ID = re.compile(rf"(?<!\s)\s*+[\[(]\s*+{INCIDENT_ID.pattern}\s*+[\])]\s*+$", re.VERBOSE)
_DOCUMENT_TYPE_PREFIX = re.compile(
    rf"""^\W*
    (?: (?: (?: rfo | rca | coe | incident | response | technical | outage | service | production | public | internal
            |   blameless | draft | final | preliminary | security | customer | anonymi[sz]ed | critical | major
            |   informe | rapport | reporte | relatório )\s+ )*
        (?: post[\s-]?mortems? | post[\s-]?incident(?:\s+summary)? | retro(?:spective)? | outage\ report
        |   (?:informe|reporte|rapport|compte[\s-]rendu|relatório|rapporto)
            \s+(?:d['’]|(?:de|del|do|di|sull['’])\s?(?:el\s|la\s|l['’])?)incident(?:es|e|i)? | incident
        | after[\s-]action\ report | report
        |   review | incidente | incidencia | vorfall | störung
        |   informe | rapport | reporte | relatório | (?:störungs)?bericht
        |   incidente\ (?:crítico|grave|mayor|de\ (?:segurança|seguridad|producción|produção))
        |   (?:informe|reporte|rapport|compte[\s-]rendu|relatório|rapporto)
            \s+(?:d['’]|(?:de|del|do|di)\s)incident(?:e|i)?
            \ (?:(?:de\ )?(?:sécurité|production|seguridad|producción|segurança|produção|sicurezza)|crítico|critique)
        |   事故复盘 | 故障复盘 | 事故报告 | 故障报告 | 复盘 | 障害報告書? | 事故報告書? | ポストモーテム
        |   インシデントレポート | 장애\ ?(?:보고서?|회고) | 포스트모템
        |   rca | aar | coe | root\ cause\ analysis | write[\s-]?up )
        (?: \s+(?: incident | reports? | retro(?:spective)? | reviews?
            |   post[\s-]?mortems? | analysis | summary | write[\s-]?up
            |   document | blameless ) )*
        (?: \s+ [A-Z]{{1,6}}[-_]?\d{{1,5}} (?=\s?[:：]|\s[–—-]\s) )?
    )
    (?= \s*(?: [:：#(\[–—·•|-] | \bon\b | \bof\b | \bfor\b | \bfrom\b | $ | \d{{1,4}}[-/.]\d
        |   \d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTH_STARTS})
        |   (?:{MONTH_STARTS})[a-z]*\.?\s+\d ) )
    \s* (?: (?:on|of|for|from)\s+(?:the\s+)? )?
    [\s:：#–—·•|-]*""",
    re.IGNORECASE | re.VERBOSE,
)
"""The type of document at the start of a title: "Incident report: ", "Postmortem for the "."""
DOCUMENT_TYPE = re.compile(
    r"""\b(?: post[\s-]?mortem | incident[\s-](?:report|review|analysis|retrospective|summary) | outage[\s-]report
        |   after[\s-]action[\s-](?:report|review) | root[\s-]cause[\s-]analysis | rca | coe
        |   störungsbericht | vorfallbericht | rapport\ d['’]incident | informe\ (?:de|del)\ incidente
        |   relatório\ (?:de|do)\ incidente | rapporto\ (?:di|sull['’])\ ?incidente ) (?:s|em|es)?\b
    |   \bincident[\s-]retro\b | 障害報告 | ポストモーテム | 事故报告 | 复盘 | 장애\ 보고""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words by which a document calls itself a postmortem."""
_ONLY_TYPE = re.compile(rf"\W*(?:{DOCUMENT_TYPE.pattern})\W*", re.IGNORECASE | re.VERBOSE)
_OWNER_AND_TYPE = re.compile(
    rf"(?:[A-Z][\w.&'’]*\s+){{1,3}}?(?:{DOCUMENT_TYPE.pattern})(?::|\s[-–—])\s+(?=[A-Z0-9])", re.VERBOSE
)
"""The name of a firm before the type of the document: "Example Ltd postmortem: …"."""
_TRAILING_TYPE = re.compile(
    r"""(?<!\s)(?: \s{0,3}[|:–—-]\s{1,3}(?:an?\s)? (?:incident\s)? | \s{1,3}(?=[A-Z])(?:Incident\s)? )
    (?i:post[\s-]?mortem(?:\sreport)?|rca)$""",
    re.VERBOSE,
)
"""The type of the document at the end of a title: "Chain halt Post-Mortem", "RuCTF | post-mortem"."""
_LOWER_TRAILING_TYPE = re.compile(r"(?<!\s)\s{1,3}(?i:post[\s-]?mortem)$")
_LEADING_MONTH = re.compile(
    rf"(?:{MONTH_STARTS})[a-z]{{0,6}}\.?,?\s(?:19|20)\d\d\s?(?:[:：]|\s[-–—|](?=\s))\s*(?=\S)", re.IGNORECASE
)
"""A month in front of a title: "January 2020 - The server stood still"."""
_LEADING_YEAR_AND_MONTH = re.compile(
    r"(?:19|20)\d\d[-/.](?:0[1-9]|1[0-2])(?![-/.]?\d)\s?(?:[:：–—|-]\s)?\s*(?=[^\W\d_])"
)
"""A month in figures in front of a title: "2020-12 Flood in the cellar"."""
_LEADING_COUNT = re.compile(r"#?0\d{1,3}\s?[:：.–—|-]\s+(?=\S{2})")
"""The number of a document in its series, padded with zeros: "001 — Flood in the cellar"."""
_DECLARED_DAY = re.compile(
    r"^\s*(?:\d{4}-\d\d-\d\d(?:\s?[:–—|-])?|\d{1,2}[./]\d{1,2}[./]\d{4}\s?[:–—|-])\s+(?=[^\W\d_].*\S\s\S)"
)
_DATE_LABEL = re.compile(r"(?:incident\s)?date\s?[:：]\s?(?=\d)", re.IGNORECASE)
_MIN_TITLE_WORDS = 2
_MIN_PLAIN_WORDS = 3
_MIN_PLAIN_BLOCKS = 4
_IN_LINE = re.compile(r"\n|://")
"""What no title in the place of a heading has."""
_SEPARATORS = " \t:–—-,|/#·•"
_AFTER_START = _SEPARATORS + ".)]"
_REMARK = re.compile(r"[\[(【（][^\[\]()【】（）]{1,40}[\])】）]\s*[:：–—-]?\s*")
_STATE = re.compile(r"sev|resolved|draft|post|\b(?:5|five)\s?whys\b", re.IGNORECASE)
_SLUG = re.compile(r"[^\s_-]{1,60}(?:[_-]{1,3}[^\s_-]{1,60}){3,40}")
"""The name of a file, of at least four words."""
_PARTICLE = re.compile(r"[にのからよりま的발에]")
_SECOND_DAY = re.compile(r"^\s?[/–-]\s?\d{1,2}\b")
_GAP = re.compile(r"(?<![\s:：–—,(\[（【-])[\s:：–—,(\[（【-]+(?=\S)")
_ON = re.compile(r"^(?:on|of|from)\s+(?:the\s+)?")
_TRAILING_DATE_PREPOSITION = re.compile(r"(?<!\s)\s++(?:(?:on|of|from)(?:\s+the)?|am|vom|le|du|el|del|em|do|il|op)$")
_TRAILING_PREPOSITION = re.compile(r"(?<!\s)\s++(?:on|of|from|for|at|in)$")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_DAY_IN_FRONT = re.compile(r"^(\d{4})-(\d\d)-(\d\d)")
_IN_BRACES = re.compile(r"\s*\{{1,2}([^{}]*)\}{1,2}\s*")
_WITHOUT_WORDS = re.compile(r"[0-9a-f -]{20,}|[\d .-]*")

_PLACEHOLDERS = frozenset(
    parse_phrases(
        """issue name | title | incident title | incident name | name | untitled | postmortem title
        | title of the incident | incident | postmortem | post mortem | incident report | report title | summary
        | incident postmortem | incident summary | template | your title here | incident review | incident reports
        | post mortem report
        | postmortem report | incident title here"""
    )
)
_SECTION_TITLES = frozenset(
    parse_phrases(
        """summary | timeline | impact | overview | background | root cause | description | issue summary
        | incident summary"""
    )
)
"""A level 1 heading with one of these titles begins a section, and is not the document's title."""
_MAX_SENTENCE_LENGTH = 90
"""Characters of a sentence that serves as title; a longer one is cut after a word."""
_MAX_SUBTITLE_LENGTH = 120
_FIRST_BLOCKS = 12
"""Number of blocks among which the title is searched."""


def parse_title(declared: str | None, blocks: Sequence[Block], path: str) -> Located[str]:
    """Return the title; its line is `None` if it comes from front matter or the file name.

    A declared title stays as the author wrote it, but for a day in front of it, unless it is the placeholder of a
    template. A title that is found in the text or the file name loses id, date and type of document.
    """
    if declared and normalize_title(declared) not in _PLACEHOLDERS:
        names_nothing = _names_only_type_and_day(declared)
        return (_umbrella_heading(blocks) if names_nothing else None) or Located(
            _DECLARED_DAY.sub("", declared, count=1), None
        )
    candidates = [Located(without_emoji(text), line) for text, line in _title_candidates(blocks)]
    for text, line in candidates:
        cleaned = clean_title(text)
        if cleaned and normalize_title(cleaned) not in _PLACEHOLDERS and not _is_only_id(cleaned):
            return Located(cleaned, line)
        if line and _names_only_type_and_day(text):
            return Located(text.strip(_SEPARATORS), line)
    if from_name := _from_file_name(path):
        return Located(from_name, None)
    for text, line in (*candidates, *([Located(declared, None)] if declared else ())):
        if words := _without_outer_braces(text).strip(_SEPARATORS):
            return Located(words, line)
    return _first_sentence(blocks) or Located(file_stem(path), None)


def clean_title(text: str) -> str:
    """Return a title without id, date and "Incident report" at its start, and without a date at its end."""
    title = _without_outer_braces(" ".join(text.split())).strip(_SEPARATORS)
    for _ in range(6):
        shorter = _TRAILING_ID.sub("", _strip_end_date(_strip_start(title)))
        if _ONLY_TYPE.fullmatch(shorter):
            break
        if not re.search(r"[^\W\d_]", shorter) or not re.search(r"\w{2}", shorter) or shorter == title:
            break
        title = shorter
    undated = _strip_end_date(without_type := _LOWER_TRAILING_TYPE.sub("", title))
    title = undated if undated != without_type != title else title
    named = _TRAILING_TYPE.sub("", title)
    title = (
        named
        if len(named.split()) >= _MIN_TITLE_WORDS and not named.endswith((" of", " for", " the", " and", " or", "&"))
        else title
    )
    title = _TRAILING_PREPOSITION.sub("", title)
    return title if title.endswith("..") else title.strip(_SEPARATORS + ".")


def _names_only_type_and_day(text: str) -> bool:
    """Whether a title says nothing but the type of the document and a day: "Postmortem 2024-03-02"."""
    words = " ".join(text.split()).strip(_SEPARATORS)
    match = _DOCUMENT_TYPE_PREFIX.match(words)
    day = words[match.end() :] if match else ""
    timestamp = parse_timestamp(day)
    return timestamp is not None and timestamp.has_day and timestamp.end >= len(day.rstrip(_AFTER_START))


def _umbrella_heading(blocks: Sequence[Block]) -> Located[str] | None:
    """Return the only heading of its level, if it is no section and all other headings are below it."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    first, below = headings[:1], headings[1:]
    if not first or not below or any(block.level <= first[0].level for block in below):
        return None
    title = clean_title(without_emoji(plain_text(first[0].text)))
    is_named = title and canonical_section(title) is None and normalize_title(title) not in _PLACEHOLDERS
    return Located(title, first[0].line) if is_named and not _is_only_id(title) else None


def _without_outer_braces(text: str) -> str:
    """Return the words of a placeholder such as `{Incident title}`; braces inside a title belong to it."""
    match = _IN_BRACES.fullmatch(text)
    return match[1] if match else text


def find_id(*texts: str) -> str | None:
    """Return the first incident id in the texts, or `None`."""
    return next((match[1] for text in texts if (match := INCIDENT_ID.search(text))), None)


def _title_candidates(blocks: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """Yield the first heading if it is a title, and the short line below it if the heading is a placeholder."""
    index = next((i for i, block in enumerate(blocks[:_FIRST_BLOCKS]) if block.kind is BlockKind.HEADING), None)
    text = "" if index is None else _without_outer_braces(plain_text(blocks[index].text)).strip()
    if (
        index is not None
        and _is_title(blocks[index], text)
        and (blocks[index].level == 1 or not _has_text(blocks[:index]))
    ):
        following = next(iter(blocks[index + 1 : index + 2]), None)
        if _SLUG.fullmatch(text) and following and following.kind is BlockKind.HEADING and following.level == 1:
            yield plain_text(following.text), following.line  # The first is only the name of the file.
        yield text, blocks[index].line
        for following in blocks[index + 1 : index + 2]:
            if normalize_title(clean_title(text)) in _PLACEHOLDERS and _is_subtitle(following):
                yield plain_text(following.text), following.line
    elif blocks and (_is_bold_title(blocks[0]) or _is_plain_title(blocks)):
        yield plain_text(blocks[0].text), blocks[0].line


def _has_text(blocks: Sequence[Block]) -> bool:
    """Whether there is text before a heading, which then divides the document and does not name it."""
    return any(block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW) for block in blocks)


def _is_title(heading: Block, text: str) -> bool:
    if canonical_section(without_emoji(text)) is None:
        return True
    return heading.level == 1 and normalize_title(text) not in _SECTION_TITLES


def _is_subtitle(block: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and len(block.text) < _MAX_SUBTITLE_LENGTH
        and not is_italic(block.text)
        and not label(block.text)
    )


def _is_bold_title(block: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and len(block.text) < 100
        and "\n" not in block.text
        and block.text.startswith("**")
        and not label(block.text + " x")
    )


def _is_plain_title(blocks: Sequence[Block]) -> bool:
    """Whether a document without headings begins with a line that is no sentence and has more below it."""
    if len(blocks) < _MIN_PLAIN_BLOCKS or any(block.kind is BlockKind.HEADING for block in blocks):
        return False
    first, text = blocks[0], plain_text(blocks[0].text)
    is_line = first.kind is BlockKind.PARAGRAPH and not first.is_quoted and not _IN_LINE.search(first.text)
    is_short = len(text) < _MAX_SENTENCE_LENGTH and len(text.split()) >= _MIN_PLAIN_WORDS
    found = label(first.text)
    is_named = found is None or (bool(found.rest) and _DOCUMENT_TYPE_PREFIX.fullmatch(found.title) is not None)
    return is_line and is_short and is_named and not text.endswith((".", ":", "!", "?", "。", "："))


def _first_sentence(blocks: Sequence[Block]) -> Located[str] | None:
    """Return the first sentence, for a document without a title in its text or file name."""
    block = next((b for b in blocks if b.kind is BlockKind.PARAGRAPH), None)
    words = plain_text(block.text) if block else ""
    if block is None or len(words) < 10:
        return None
    lines = block.text.split("\n")
    for number, line in enumerate(lines if len(lines) > 1 else (), block.line):
        title = clean_title(plain_text(line))
        if (
            len(line) < _MAX_SENTENCE_LENGTH
            and not line.endswith((".", ":"))
            and normalize_title(title) not in _PLACEHOLDERS
        ):
            return Located(title, number)
    sentence = _SENTENCE_END.split(words, maxsplit=1)[0]
    if len(sentence) > _MAX_SENTENCE_LENGTH:
        sentence = sentence[:_MAX_SENTENCE_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return Located(sentence.rstrip("."), block.line)


def _from_file_name(path: str) -> str:
    name = file_stem(path)
    words = clean_title(name if " " in name else re.sub(r"[_-]+", " ", _DAY_IN_FRONT.sub(r"\1.\2.\3 ", name)))
    if _WITHOUT_WORDS.fullmatch(words) or normalize_title(words).startswith(("readme", "index")):
        return ""
    return words[:1].upper() + words[1:]


def _strip_start(title: str) -> str:
    """Remove one each of id, remark in brackets, date and type of document, in that order."""
    if (match := INCIDENT_ID.match(title)) and len(title) > match.end():
        title = title[match.end() :].lstrip(_AFTER_START)
    if (match := _REMARK.match(title)) and (
        parse_timestamp(match[0])
        or INCIDENT_ID.search(match[0])
        or _STATE.search(match[0])
        or DOCUMENT_TYPE.search(match[0])
    ):
        title = title[match.end() :]
    for leading in (_LEADING_COUNT, _LEADING_YEAR_AND_MONTH):
        if match := leading.match(title):
            title = title[match.end() :]
    title = _TYPE_AND_DAY.sub("", _DATE_LABEL.sub("", _LEADING_MONTH.sub("", title)))
    timestamp = parse_timestamp(title)
    if timestamp and timestamp.has_day and timestamp.weekday is None and _is_cut(title, timestamp.end):
        title = _SECOND_DAY.sub("", title[timestamp.end :]).lstrip(_AFTER_START + "'")
    if match := _OWNER_AND_TYPE.match(title):
        title = title[match.end() :]
    if (match := _DOCUMENT_TYPE_PREFIX.match(title)) and match.end() < len(title):
        title = title[match.end() :]
    return title.strip(_SEPARATORS)


def _is_cut(title: str, end: int) -> bool:
    """Whether something is left behind a date, and no particle binds it to the date: `7月5日に発生した障害`."""
    return len(title) - end >= 3 and not _PARTICLE.match(title, end)


def _strip_end_date(title: str) -> str:
    starts = [match.start() for match in _GAP.finditer(title)][-9:]
    for start in starts:
        tail = _ON.sub("", title[start:].strip(" :：–—,([-)]（）【】"))
        timestamp = parse_timestamp(tail)
        if (
            timestamp
            and timestamp.has_day
            and timestamp.weekday is None
            and timestamp.year
            and timestamp.end >= len(tail)
        ):
            return _TRAILING_DATE_PREPOSITION.sub("", title[:start]).rstrip(_SEPARATORS + "([（【")
    return title


def _is_only_id(title: str) -> bool:
    timestamp = parse_timestamp(title)
    return bool(INCIDENT_ID.fullmatch(title)) or (timestamp is not None and timestamp.end >= len(title))


_MIN_SUMMARY_LENGTH = 30
"""A shorter paragraph is a label or a date."""
_MAX_HINT_LENGTH = 200


def parse_summary(sections: Sequence[SectionBlocks]) -> Located[str] | None:
    """Return the first paragraph of the summary, else the one before the first section, as plain text."""
    return _first_prose(sections, SectionName.SUMMARY) or _first_prose(sections, None)


def _first_prose(sections: Iterable[SectionBlocks], name: SectionName | None) -> Located[str] | None:
    for section in sections:
        for block in section.blocks if section.name is name else ():
            if block.kind is BlockKind.PARAGRAPH and not block.is_quoted and _is_prose(block):
                return Located(plain_text(block.text), block.line)
    return None


def _is_prose(block: Block) -> bool:
    """Whether it is text of the author, not markup or a template's hint."""
    words, text = plain_text(block.text), block.text.strip()
    if len(words) <= _MIN_SUMMARY_LENGTH or words.startswith(("<", "{")):
        return False
    return not (text.startswith(("_", "*")) and text.endswith(("_", "*")) and len(words) < _MAX_HINT_LENGTH)
