"""Determines the state of an action item from its text, a table cell, or the heading above it."""

from __future__ import annotations

import re

from mkdocs_postmortems.core.model import ActionStatus
from mkdocs_postmortems.core.parse.inline import normalize_words, parse_phrases, plain_text, without_emoji

FINISHED_STATUSES = frozenset({ActionStatus.DONE, ActionStatus.VERIFIED})

_PHRASES_BY_STATUS = {
    ActionStatus.DONE: """done | complete | completed | accomplished | closed | fixed | resolved | finished | yes
        | merged | shipped | deployed | x | already done | implemented | fait | terminé | erledigt | hecho | completado
        | feito | concluído | fatto | completato | gedaan | klaar | zrobione | gotowe
        | utført | ferdig | fullført | gjort | løst | udført | færdig | klart | utfört | färdig | åtgärdat
        | 完了 | 対応済み | 対応済
        | 已完成 | 完成 | 완료""",
    ActionStatus.VERIFIED: "verified",
    ActionStatus.OPEN: """open | todo | to do | not started | pending | new | no | planned | backlog | outstanding
        | overdue | queued | scheduled | not yet | held | on hold | failed
        | proposed | deferred | postponed | assigned
        | à faire | offen | pendiente | pendente | da fare | te doen | do zrobienia
        | åpen | ikke startet | planlagt | ej påbörjad | planerad | not done
        | not yet done | blocked | geplant | 未着手 | 未対応 | 待办 | 未完成 | 예정""",
    ActionStatus.IN_PROGRESS: """in progress | ongoing | started | wip | in review | doing | underway
    | under way | in the works
        | in arbeit | en cours | en curso | em andamento | in corso | bezig | w toku | pågående | påbegynt | pågår
        | i gang | påbegyndt | påbörjad | 対応中 | 进行中 | 진행 중
        | 진행중""",
    ActionStatus.WONT_DO: """wont do | won t do | wontfix | won t fix | cancelled | canceled | rejected | dropped
        | not applicable""",
}
_STATUS_BY_PHRASE = {phrase: status for status, row in _PHRASES_BY_STATUS.items() for phrase in parse_phrases(row)}

_TICK = r"✅|✔|✓|☑|:white_check_mark:"
_EMOJI_STATUSES = (
    (re.compile(_TICK), ActionStatus.DONE),
    (re.compile("🔄|⏳|🚧|🟡|🏃|🔧|🛠|👷"), ActionStatus.IN_PROGRESS),
    (re.compile("❌|⬜|🔴|💡|📝"), ActionStatus.OPEN),
)
"""State of a cell that has only an emoji."""
_DONE = re.compile(
    rf"""[(\[] (?:already\ )? (?:done|completed?|accomplished|achieved|fixed|resolved|closed|shipped|implemented
            |merged|finished|erledigt|umgesetzt|fait|terminé|réalisé|hecho|completado|realizado|feito|concluído|realizado|fatto|completato
            |gedaan|afgerond|klaar|zrobione|gotowe|utført|ferdig|fullført|gjort|udført|utfört|färdig)\b
            [^()\[\]]{{0,40}} [)\]]
    |   [（【\[(] (?:完了|対応済み?|実施済み?|已完成|完成|완료) [)\]】）]
    |   {_TICK} | :heavy_check_mark:
    |   \b(?:has|have|was|were)\ (?:already\ |now\ |since\ )?been\ (?:already\ )?
            (?:done|completed|implemented|fixed|resolved|deployed)\b
    |   \balready\ (?:done|completed|implemented|fixed)\b
    |   (?-i:\bDONE\b) | \bcompleted\ (?:as\ of|on|in)\ (?=\S)
    |   ^\W* (?:done|completed|fixed) \s*[:–—-]
    |   ^\W*(?:the|all|our|its|their|this|these|an?|both|each|every)\ [^.!?;,]{{3,100}}?\ (?:has|have)
            \ (?:now\ |since\ |already\ )?been\ (?!un)\w{{3,14}}ed\b
    |   ^\W*we(?:['’]ve|\ have)?\ (?:now\ |since\ |already\ |also\ )?
            (?!need|want|us|believ|notic|learn|decid|plan|start|identif|recogni|hop|propos|agre|discuss)\w{{2,14}}ed\b
    |   ^\W* se\ (?:ha\ |han\ )?\w{{2,20}}(?:ó|aron|ieron|ado|ido)\b
    |   [-–—:]\s* (?:done|completed|complete|fixed|closed|merged|shipped|resolved|deployed
            |erledigt|umgesetzt|fait|terminé|hecho|realizado|feito|concluído|fatto
            |gedaan|zrobione|完了|已完成|완료) \W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_DONE = re.compile(
    r"""[(\[] (?: to\ ?do | open | pending | not\ (?:yet\ )?(?:done|started) | in\ progress | ongoing | wip | planned
            | not\ completed? | offen | in\ arbeit | geplant | à\ faire | en\ cours | prévu | pendiente | en\ curso
            | pendente | em\ andamento | da\ fare | in\ corso | te\ doen | bezig | do\ zrobienia | w\ toku ) [)\]]
    |   [（【\[(] (?:未着手|未対応|対応中|未完了|待办|进行中|未完成|예정|진행\s?중) [)\]】）]
    |   ❌ | ⬜ | :x:
    |   \bin\ progress\W*$
    |   \bnot\ yet\ (?:done|started)\b
    |   \b(?:is|are)\ (?:currently\ |still\ |now\ |actively\ )?working\ (?:on|to)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_STRUCK = re.compile(
    r"^\s*(?:\*\*|__)?(?:~~(?=\S)(?P<text>(?:(?!~~).){1,2000})~~|<(?P<tag>del|s|strike)\b[^<>]{0,80}>.{1,2000}?</(?P=tag)>)(?:\*\*|__)?",
    re.DOTALL | re.IGNORECASE,
)
_REMARK_ON_STRUCK = re.compile(
    r"""[\s*_]{0,6}(?:$ | [(\[–—:,;.@#-] | https?:// | [A-Z][A-Z0-9]{1,9}-\d
    |   (?:due|deadline|eta|by|until|before|owner|assignee|assigned|priority|p\d|fällig|bis|échéance|prazo|para)\b
    |   (?:dropped|cancell?ed|obsolete|abandoned|superseded|replaced|rejected|wontfix|won'?t|not|no|out|done|moved|see
        |verified|fixed|resolved|completed|confirmed|merged|shipped|deployed
        |verworfen|entfällt|gestrichen|abandonné|annulé|descartado|cancelado|annullato|geschrapt)\b | 中止 | 見送り)""",
    re.IGNORECASE | re.VERBOSE,
)
"""What may stand behind a task that is struck through; anything else is the task that takes its place."""
_STATUS = re.compile(
    r"\b(?:status|state|statut|estado|stato|stan|zustand)\b\s*[:=：]\s*\**\s*([\w' -]{2,20})", re.IGNORECASE
)
_MAX_GROUP_WORDS = 5
_GROUP_DONE = re.compile(
    r"""\b(?:done|completed|finished|implemented|shipped|closed|erledigt\w*|abgeschlossen\w*|umgesetzt\w*|terminée?s?
    |réalisée?s?|faites?|completadas?|realizadas?|hechas?|concluídas?|feitas?|completate|fatto|afgerond\w*|voltooid\w*
    |zakończon\w+|zrobione|utført\w*|fullført\w*|ferdige?|gjort|udført\w*|utförd\w*|genomförd\w*)\b|完了|対応済|已完成|완료""",
    re.IGNORECASE | re.VERBOSE,
)
_GROUP_OPEN = re.compile(
    r"""^\W*(?:still\ )?to\ (?:be\ )?(?:do|done|implement(?:ed)?|complete[d]?|follow)\W*$
    |   \b(?:open|planned|pending|outstanding|unfinished|offene?n?|geplante?n?|ausstehend\w*|prévues?|ouvertes?
    |pendientes?|pendentes?|planeadas?|planejadas?|previstas?|aperte|pianificate|openstaande|geplande|otwarte|planowane|åpne|gjenstående|planlagte|planerade|öppna)\b
    |未完了|未対応|待办|未完成|예정""",
    re.IGNORECASE | re.VERBOSE,
)
_STATE_WORDS = r"""todo | to[ -]do | done | completed? | accomplished | on\ hold | held | failed | finished | fixed
    | resolved | closed | merged | shipped | open | pending | planned | not\ started | not\ done | not\ yet\ done
    | in[ -]progress | ongoing | wip | started | blocked | backlog
    | cancell?ed | won'?t\ (?:do|fix) | wontfix | rejected | dropped | verified | deferred | postponed | n/a
    | erledigt | offen | in\ arbeit | geplant | fait | à\ faire | en\ cours | terminé | hecho | pendiente | en\ curso
    | feito | pendente | em\ andamento | concluído | fatto | da\ fare | in\ corso | gedaan | te\ doen | bezig | klaar
    | zrobione | do\ zrobienia | w\ toku | 完了 | 対応済み? | 未着手 | 未対応 | 対応中 | 已完成 | 完成 | 待办
    | 进行中 | 未完成
    | 완료 | 진행\ ?중 | 예정"""
_SIGN = "[\U0001f300-\U0001faff\u231a\u231b\u23e9-\u23fa\u2600-\u27bf\u2b00-\u2bff]\ufe0f?"
"""An emoji, which many authors put in front of a state."""
_LEADING_STATE = re.compile(
    rf"""\s*(?:{_SIGN}\s?)?(?P<mark>[*_`(\[【]{{1,5}})?\s? (?:already\s)? (?P<word>{_STATE_WORDS}) (?!\w)
        (?P<end>(?:\s?[*_`)\]】:：]|\s[-–—](?=\s)){{1,6}})? (?:\s+|(?<=[】:：]))(?=\S)""",
    re.IGNORECASE | re.VERBOSE,
)
_REMARKED_STATE = re.compile(
    rf"""\s*(?P<mark>\*\*|__|\[)\s? (?P<word>{_STATE_WORDS}) [\s,:：]{{1,3}}
        (?P<remark> (?:(?:due|by|on|until|am|bis|le|el|em)\s)?
                (?:\d{{4}}-\d\d-\d\d | \d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})
            | P\d )
        \s?(?:\*\*|__|\]) (?:\s?[:：]|\s?[-–—](?=\s))? \s+(?=\S)""",
    re.IGNORECASE | re.VERBOSE,
)
"""A marked state with a day or a priority beside it: `**TODO due 2026-05-21** — add a test`."""
_REMARK = re.compile(r"\(([^()]{2,30})\)")


def parse_status(text: str) -> ActionStatus | None:
    """Return the state that a text names as trackers and tables do, or by an emoji; else `None`."""
    words = normalize_words(without_emoji(plain_text(text)))
    if not words:
        return next((status for pattern, status in _EMOJI_STATUSES if pattern.search(text)), None)
    starts = (status for phrase, status in _STATUS_BY_PHRASE.items() if words.startswith(phrase + " "))
    return _STATUS_BY_PHRASE.get(words) or next(starts, None)


_MARKED = re.compile(r"(\*\*|__|`)([^*_`\n]{2,20})\1|\b([A-Z]{3,12})\b")


def split_marked_state(cell: str) -> tuple[ActionStatus | None, str]:
    """Return the state that a cell has in bold or in capitals beside something else, and the rest: `#3 **DONE**`."""
    for match in _MARKED.finditer(cell):
        if status := parse_status(match[2] or match[3]):
            return status, cell[: match.start()] + cell[match.end() :]
    return None, cell


def is_struck(raw: str) -> bool:
    """Whether the task of an item is struck through; owner, date, tracker or a remark may follow it."""
    match = _STRUCK.match(raw)
    return match is not None and _REMARK_ON_STRUCK.match(raw, match.end()) is not None


def is_done(raw: str, *, ticked: bool | None) -> bool | None:
    """Whether the text of an item says that it is done; if it does not say, `ticked`, the state of its checkbox."""
    if is_struck(raw) or _DONE.search(raw):
        return True
    if match := _STATUS.search(raw):
        status = parse_status(match[1])
        return status in FINISHED_STATUSES if status else ticked
    return False if ticked is None and _NOT_DONE.search(raw) else ticked


def group_state(words: str) -> bool | None:
    """Whether a title or group line says that the items below it are done: "Completed", "Immediate (done)"."""
    remark = _REMARK.search(words)
    status = parse_status(remark[1]) if remark else None
    status = status or parse_status(_REMARK.sub("", words))
    if status is None and len(words.split()) <= _MAX_GROUP_WORDS:
        return True if _GROUP_DONE.search(words) else False if _GROUP_OPEN.search(words) else None
    return None if status is None else status in FINISHED_STATUSES


def split_remarked_state(raw: str) -> tuple[str, str]:
    """Return an item with its state alone in front, and what the author wrote beside that state, else nothing.

    `**TODO due 2026-05-21** — add a test` is `**TODO** add a test` and `due 2026-05-21`.
    """
    match = _REMARKED_STATE.match(raw)
    return (f"**{match['word']}** {raw[match.end() :]}", match["remark"]) if match else (raw, "")


def split_state(raw: str) -> tuple[ActionStatus | None, str]:
    """Return the state in front of an item and the text behind it: "TODO label it", "[DONE] buy it", "Open: clean it".

    In front of a sentence a word is a state only if it is marked, by brackets, bold, a colon or capitals.
    """
    match = _LEADING_STATE.match(raw)
    if match is None or not (match["mark"] or match["end"] or match["word"].isupper()):
        return None, raw
    if match["mark"] and not match["end"] and not match["word"].isupper():  # "**Done right**, it takes an hour"
        return None, raw
    status = parse_status("not applicable" if match["word"].casefold() == "n/a" else match["word"])
    return (status, raw[match.end() :]) if status else (None, raw)
