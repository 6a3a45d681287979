"""Chooses the sentences of a postmortem that say what ended the incident."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, islice

from mkdocs_postmortems.core.model import EventKind, Moment, Postmortem, SectionName, TimelineEvent
from mkdocs_postmortems.core.moments import minutes_between
from mkdocs_postmortems.core.parse.inline import PLACEHOLDER_WORDS, label, normalize_words, plain_text
from mkdocs_postmortems.core.recovery.commands import commands_in
from mkdocs_postmortems.core.recovery.cues import TOLD, read_cues, without_label
from mkdocs_postmortems.core.recovery.passages import Passage, read_passages
from mkdocs_postmortems.core.recovery.sentences import split_sentences

MAX_SENTENCES = 3
MAX_COMMANDS = 3
MAX_LENGTH = 420
"""Characters of a section that is short enough to be shown whole."""
MAX_READ = 300
"""Sentences of running text that are looked at."""
SHORTEST = 12
"""Characters that a sentence has at least."""

_ELSEWHERE = frozenset(
    {
        SectionName.ACTION_ITEMS,
        SectionName.ATTENDEES,
        SectionName.BACKGROUND,
        SectionName.CONTRIBUTING_FACTORS,
        SectionName.LESSONS,
        SectionName.LUCKY,
        SectionName.REFERENCES,
        SectionName.ROOT_CAUSE,
        SectionName.STATS,
        SectionName.TIMELINE,
        SectionName.TRIGGER,
        SectionName.WENT_WRONG,
    }
)
"""Sections in which running text is about something else."""
_SUPPORTING_ROLES = re.compile(
    r"scribe|communicat|comms|author|writer|report|review|approv|customer|liaison|owner", re.IGNORECASE
)
_ANNOUNCEMENT = re.compile(
    r"\b(?:by|to|as|with|were|was|are|is|follow(?:s|ing)|steps|actions|including|includes?)[\s*_]*:[\s*_]*$",
    re.IGNORECASE,
)
_COLON = re.compile(r"(?:(?<!\s)\s++)?:[\s*_]*+$")
_WORD_OF_A_LIST = re.compile(r"[\w-]++(?: [\w-]++)?\Z")


class RecoverySource(StrEnum):
    """Where the sentences are from."""

    RESOLUTION = "resolution"
    """The section of that name, or the field of the front matter."""
    TIMELINE = "timeline"
    TEXT = "text"
    """The summary, or other running text."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Role:
    """A role that the recovery needed."""

    key: str
    """As the front matter names it: `incident_commander`."""
    holder: str
    """Who filled it: `platform on-call`."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What ended an incident, as far as it is written."""

    sentences: tuple[str, ...]
    """Inline Markdown, as written."""
    commands: tuple[str, ...]
    """What was run, each ready to be pasted; those of the chosen sentences and of the section's code."""
    source: RecoverySource
    minutes: int | None
    """From detection to recovery, else from the start; `None` if unknown."""
    is_from_detection: bool
    """Whether `minutes` are counted from detection."""
    roles: tuple[Role, ...]


def find_recovery(document: Postmortem) -> Recovery:
    """Return what a postmortem says about how its incident ended; never raises, whatever the text is."""
    section = _from_resolution(document)
    is_telling = section is not None and any(read_cues(sentence).points > 0 for sentence in section.sentences)
    others = None if is_telling else _from_timeline(document) or _from_text(document)
    found = others or section or _told((), (), RecoverySource.NOTHING)
    minutes, is_from_detection = _minutes(document)
    return replace(found, minutes=minutes, is_from_detection=is_from_detection, roles=_roles(document))


def _told(sentences: Iterable[str], commands: Iterable[str], source: RecoverySource) -> Recovery:
    shown = tuple(dict.fromkeys(commands))[:MAX_COMMANDS]
    return Recovery(tuple(sentences), shown, source, None, is_from_detection=False, roles=())


def _from_resolution(document: Postmortem) -> Recovery | None:
    field = document.resolution or ""
    passages = [*_section_passages(document, SectionName.RESOLUTION)]
    if not passages and not _WORD_OF_A_LIST.match(field):
        passages = [Passage(field)]
    sentences = [sentence for passage in passages if not passage.is_code for sentence in _sentences(passage.text)]
    chosen = _choose(sentences)
    commands = [*_commands(chosen), *chain.from_iterable(commands_in(p) for p in passages if p.is_code)]
    return _told(chosen, commands, RecoverySource.RESOLUTION) if chosen else None


def _choose(sentences: Sequence[str]) -> tuple[str, ...]:
    """Return a short section whole, without what is about later; else the sentences that say most, in their order."""
    read = [(sentence, read_cues(sentence)) for sentence in sentences]
    kept = [(sentence, cues.points) for sentence, cues in read if not cues.is_about_later]
    most = max((points for _, points in kept), default=0)
    if len(kept) <= MAX_SENTENCES and sum(len(sentence) for sentence, _ in kept) <= MAX_LENGTH:
        return tuple(sentence for sentence, points in kept if points >= min(most, 0))
    telling = sorted((one for one in enumerate(kept) if one[1][1] > 0), key=lambda one: (-one[1][1], one[0]))
    chosen = sorted(telling[:MAX_SENTENCES]) if most > 0 else [*enumerate(kept)][:2]
    return tuple(sentence for _, (sentence, _) in chosen)


def _from_timeline(document: Postmortem) -> Recovery | None:
    """Return the last things that were done before the event that says that it ended."""
    events = [(event, _best_of(event)) for event in _oldest_first([event for event in document.timeline if event.text])]
    end = _end_of(document, events)
    acts = [best for _, best in events[: end + 1] if best[0] >= TOLD - 1]
    telling = [best for best in acts if best[0] >= TOLD][-2:] or acts[-1:]
    if not telling:
        return None
    last = next(_sentences(events[end][0].text), "")
    ends = [last] if read_cues(last).says_it_ended and read_cues(last).points > 0 else []
    sentences = tuple(dict.fromkeys([*(text for _, text, _ in telling), *ends]))
    return _told(sentences, _commands(sentences), RecoverySource.TIMELINE)


_Best = tuple[int, str, bool]
"""Points and text of the sentence that says best what was done, and whether any says that it ended."""


def _best_of(event: TimelineEvent) -> _Best:
    own = _points_of_kind(event.kind)
    read = [(sentence, read_cues(sentence)) for sentence in _sentences(event.text)]
    points, text = max(((cues.points + own, text) for text, cues in read), key=lambda one: one[0], default=(0, ""))
    return points, text, event.kind is EventKind.RECOVERY or any(cues.says_it_ended for _, cues in read)


def _points_of_kind(kind: EventKind | None) -> int:
    """Return the points of a kind of event that its author named."""
    if kind is None:
        return 0
    return {EventKind.ACTION: 1, EventKind.RECOVERY: 2}.get(kind, -3)


def _end_of(document: Postmortem, events: Sequence[tuple[TimelineEvent, _Best]]) -> int:
    """Return the index of the event with which it ended: that of the milestone, else the last that says so."""
    ends = {moment for moment in (document.mitigated_at, document.resolved_at) if moment}
    at_milestone = [n for n, (event, _) in enumerate(events) if event.at in ends]
    said = [n for n, (_, best) in enumerate(events) if best[2]]
    return max(at_milestone or said or [len(events) - 1])


def _oldest_first(events: Sequence[TimelineEvent]) -> Sequence[TimelineEvent]:
    known = [event.at.iso for event in events if event.at]
    return events[::-1] if len(known) > 1 and known[0] > known[-1] else events


def _from_text(document: Postmortem) -> Recovery | None:
    """Return the sentences of the running text that alone say what ended it."""
    texts = [document.summary or "", *(p.text for p in _running_text(document) if not p.is_code)]
    sentences = dict.fromkeys(islice(chain.from_iterable(map(_sentences, texts)), MAX_READ))
    read = [(sentence, read_cues(sentence, must_end=True)) for sentence in sentences]
    told = [(sentence, cues) for sentence, cues in read if cues.points >= TOLD]
    best = sorted(told, key=lambda one: -one[1].points)[:2]
    chosen = tuple(sentence for sentence, cues in told if (sentence, cues) in best)
    return _told(chosen, _commands(chosen), RecoverySource.TEXT) if chosen else None


def _running_text(document: Postmortem) -> Iterator[Passage]:
    lines = document.body.split("\n")
    skipped = {
        n
        for section in document.sections
        if section.name in _ELSEWHERE
        for n in range(section.line, section.last_line + 1)
    }
    yield from read_passages("" if n in skipped else line for n, line in enumerate(lines, document.body_line))


def _section_passages(document: Postmortem, name: SectionName) -> Iterator[Passage]:
    for section in document.sections:
        if section.name is not name:
            continue
        lines = document.body.split("\n")[
            section.line - document.body_line : section.last_line - document.body_line + 1
        ]
        yield from read_passages(lines[1:] if section.level else _without_label(lines))


def _without_label(lines: Sequence[str]) -> list[str]:
    """Return the lines of a section that a label begins, such as `- **Resolution**: restarted`, without the label."""
    first = next(iter(read_passages(lines[:1])), None)
    marked = label(first.text) if first else None
    return [marked.rest if marked else "", *lines[1:]]


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text that say anything, without a label before and a colon behind them."""
    for sentence in split_sentences(without_label(" ".join(text.split()))):
        words = normalize_words(plain_text(sentence))
        says_nothing = len(words) < SHORTEST or words in PLACEHOLDER_WORDS or sentence.rstrip(" *_").endswith("?")
        if not says_nothing and not _ANNOUNCEMENT.search(sentence):
            yield _COLON.sub(".", sentence)


def _commands(sentences: Iterable[str]) -> Iterator[str]:
    for sentence in sentences:
        yield from commands_in(Passage(sentence))


def _minutes(document: Postmortem) -> tuple[int | None, bool]:
    """Return the minutes to mitigation, else to resolution, and whether they are counted from detection."""
    for start in (document.detected_at, document.started_at):
        for end in (document.mitigated_at, document.resolved_at):
            minutes = _positive(start, end)
            if minutes is not None:
                return minutes, start is document.detected_at
    return None, False


def _positive(start: Moment | None, end: Moment | None) -> int | None:
    minutes = minutes_between(start, end)
    return minutes if minutes is not None and minutes >= 0 else None


def _roles(document: Postmortem) -> tuple[Role, ...]:
    """Return the roles that work on the incident, rather than write or speak about it."""
    return tuple(Role(key, holder) for key, holder in document.roles.items() if not _SUPPORTING_ROLES.search(key))
