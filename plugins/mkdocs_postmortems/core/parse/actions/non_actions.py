"""Recognises what stands in a section of action items and is none: legends, objects, advice, recaps, thanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import plain_text, without_emoji
from mkdocs_postmortems.core.parse.narration import are_narrated

_ENTRIES = (BlockKind.ITEM, BlockKind.ROW)
_LEGEND = re.compile(
    r"""\b(?:legend|legende|légende|leyenda|legenda)\b | ^\W*keys?\W*$
    |   \b(?:following|these|one\ of|our|use|using|have|has|with)\b .{0,60}
        \b(?:priorit(?:y|ies)|state|states|statuses|status|labels?|severit(?:y|ies)|marks?|symbols?|emojis?|colou?rs?
        |abbreviations|levels|categories|types)\b
    |   \b(?:priorit(?:y|ies)|states?|statuses|marks?|symbols?|emojis?|levels|labels)\b .{0,20}\b(?:mean|means
    |meaning|are)\b
    |   \bdefinitions?\b | \bmeanings?\b | 凡例 | 图例 | 범례""",
    re.IGNORECASE | re.VERBOSE,
)
_ADVICE = re.compile(
    r"""^\W*(?:(?:advice|recommendations?|guidance|tips)\s+)?(?:to|for|für|an|pour|aux|para|per|voor|dla)\s+
        (?!our(?:selves)?\b|us\b|ourselves\b|uns\b|nous\b|nosotros\b|the\s+team\b|this\b|now\b|example\b|later\b)
        (?P<audience>(?:\w+\s){0,3}?\w+)\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_NAMED = re.compile(r"\W{0,3}\w{1,20}(?:\s[-–—]\s|\s?[:=]\s)")
"""A word that the rest of an entry defines: "Prevent - …"."""
_AUDIENCES = re.compile(
    r"""\b(?:users?|customers?|clients?|readers?|you|everyone|everybody|others|maintainers|consumers|administrators?|admins
    |developers|visitors|tenants|subscribers|partners|nutzer\w*|kunden|anwender\w*|leser\w*|utilisateurs|clients|usuarios
    |clientes|lectores|usuários|utenti|clienti|gebruikers|klanten|użytkownik\w*|klient\w*)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_FOR_AUDIENCE = re.compile(
    r"^\W*for\s+(?:\w+\s){0,2}?(?:users|customers|clients|maintainers|consumers)\b", re.IGNORECASE
)
_OBLIGATION = re.compile(r"^\W*(?P<who>\w+)\s+(?:should|must|need\s+to|can|ought\s+to)\b", re.IGNORECASE)
_TOLD_TO_OTHERS = re.compile(
    r"""^\W{0,6}(?:\w[\w-]{0,30}\s){0,3}?(?:users?|customers?|clients?|maintainers?|consumers?|administrators?|admins|developers
        |operators?|visitors|tenants|subscribers|partners)(?:\s(?:and|or)\s\w+)?\s(?:should|must|need\s+to|can|ought\s+to)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""An item that tells others what to do: "Package maintainers should use a second factor"."""
_CHOICE = re.compile(
    r"""\b(?:one|either|any)\ of\ (?:the\ following|these|the\ options|them)\b | \bchoose\ (?:one|between)\b
    |   \b(?:uno|una|alguna)\ de\ (?:los|las|estas|estos)\b | \bum[a]?\ d[ao]s\b | \beine[rs]?\ der\ folgenden\b
    |   \bl['’]un[e]?\ des\b | いずれか | どちらか | 其中之一 | 중\ 하나""",
    re.IGNORECASE | re.VERBOSE,
)
"""What introduces options, of which not all will be done."""
_FEATURES = re.compile(
    r"""\W*(?:(?:key|main|new)\s)?(?:features?|characteristics|properties|benefits|advantages|características|ventajas
        |beneficios|benefícios|vantagens|caractéristiques|avantages|eigenschaften|vorteile|caratteristiche|vantaggi)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What introduces a description of something that was made."""
_ADVISED = re.compile(
    r"""\b(?:we|i)\s(?:\w+ly\s)?(?:advise|recommend|encourage|urge|suggest|ask)\s(?:that\s)?
        (?:they|them|you|everyone|everybody|(?:all\s|our\s)?(?:users?|customers?|clients?|operators?|admins?|maintainers))\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""An item that is advice to others: "For operators of old nodes, we advise they restart"."""
_OBJECT = re.compile(
    r"`[^`\s]{1,100}` | (?=[\w.:/-]{3,100}$)(?!https?:)[a-z0-9][\w-]*(?:[.:/][\w-]+)+ | [\d.:/]{7,45}",
    re.IGNORECASE | re.VERBOSE,
)
"""A host, a path or an address by itself."""
_OF_ACTIONS = re.compile(
    r"""\b(?:actions?|tasks?|what|to[ -]?do|owner|assignee|who|status|state|due|deadline|priority|when|fix|changes?
        |remed\w+|improvements?|tickets?|issues?|acci[oó]n(?:es)?|tareas?|responsable|estado|prioridad|aç(?:ão|ões)|tarefas?|prazo
        |maßnahmen?|aufgaben?|zuständig|mesures?|tâches?|échéance|azion[ei])\b
    |   対策 | 担当 | 期限 | 状態 | 措施 | 负责 | 状态 | 담당 | 조치""",
    re.IGNORECASE | re.VERBOSE,
)
"""Columns of a table of actions."""
_RECAP = re.compile(
    r"""\bhow\b.{0,80}\b(?:became|happened|led|turned|went|came|broke|failed|unfolded)\b | \bwhat\ happened\b
    |   \b(?:recap|recall|sequence|chain)\b | \bin\ short\b | \bto\ summari[sz]e\b | \bin\ summary\b
    | \bas\ we\ saw\b""",
    re.IGNORECASE | re.VERBOSE,
)
_MAX_ADVICE = 300
_CLOSING = re.compile(
    r"""^\W*(?: thank | thanks\b | many\ thanks | sorry\b | (?:our\ )?(?:sincere\ )?apologies
    |   we\ (?:again\ |sincerely\ |deeply\ |truly\ )?(?:apologi[sz]e|regret|thank|appreciate|value|hope|learned
    |learnt|know|understand|recogni[sz]e
        |take\ \w+\ seriously|are\ (?:very\ |truly\ |deeply\ )?sorry|are\ grateful|are\ committed)
    |   if\ you\ (?:have|want|are|would|need|see|notice) | please\b | for\ (?:more|further)\ (?:information|details)
    |   see\ (?:also|the)\b | (?:full\ |more\ )?details?\b[^:\n]{0,30}: | détails?\b[^:\n]{0,30}:
    |   by\ (?:implementing|addressing|taking|following|adopting|completing|making|applying)\ (?:all\ )?(?:of\ )?
        (?:these|those|the\ above)\b[^.!?\n]{0,120},\ (?:we|our|the|i|this|it)\b
    |   danke | vielen\ dank | wir\ (?:danken|entschuldigen|bedauern) | merci
    | nous\ (?:vous\ )?remercions
    |   gracias | agradecemos | obrigad | grazie | bedankt | dziękujemy | ご迷惑 | お詫び | 感谢 | 감사 )""",
    re.IGNORECASE | re.VERBOSE,
)
_LOOK_AHEAD = re.compile(
    r"\b(?:moving|going|looking)\s+(?:forward|ahead)\b|\bwhat\W?s\s+next\b|\bnext\b", re.IGNORECASE
)
_INTENT = re.compile(
    r"""^\W*(?:[^.!?]{0,120},\s+|\w+,?\s+){0,1} (?:we|i|the\ \w+\ team|our\ \w+)(?:\ \w+ly|\ also|\ now)?
        (?: \W?(?:ll|d)\b | \ (?:will|shall|should|must|need|plan|intend|want|propose)\b
        | (?:\ are|\W?re)\ (?:\w+ly\ |now\ |also\ )?\w+ing\b )
    | ^\W*(?!(?:we|the|this|these|that|it|our|in|while|as|at|with|i)\b)
        \w+\ (?:the|a|an|all|our|more|better|up|out)\b
    | \b(?:todo|to\ be\ \w+ed)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""A plan of the authors: "We will …", or what is to be done without a subject."""


_NOT_PLANNED = re.compile(
    r"""\b(?:not\ (?:to\ )?(?:do|done|doing|planned|pursued|adopted)|won['’]?t\ (?:do|fix)|out\ of\ scope
        |rejected|discarded|non\ retenue?s?|verworfen\w*|descartad[ao]s?|scartat[eio])\b
    |   しないこと | 取り上げないこと |   対象外 | 不采取 | 하지\ 않""",
    re.IGNORECASE | re.VERBOSE,
)
_OPEN_QUESTION = re.compile(
    r"""\W*(?:Q\s?[:：]|(?:should|is|are|was|were|what|which|why|how|do|does|did|would|could|can|maybe|perhaps)\b)
        [^\n]{3,300}[?？]\W{0,3}$""",
    re.IGNORECASE | re.VERBOSE,
)
"""What a list of actions only asks: "Should we use another port?"."""


def is_not_planned(title: str) -> bool:
    """Whether a heading says that what is below it will not be done: "Not planned"."""
    return bool(_NOT_PLANNED.search(title))


def without_non_actions(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a section less the lists and tables that hold no items of the authors."""
    kept: list[Block] = []
    lead: Block | None = None
    advised: str | None = None
    for (is_list, _), group in groupby(blocks, key=_run_key):
        run = list(group)
        if is_list:
            if not _is_no_list_of_actions(lead, run) and not (advised and _is_advice(advised, [b.text for b in run])):
                kept += [block for block in run if not _is_for_others(block)]
            lead = None  # It introduced this list, not the next.
            continue
        for block in run:
            lead, advised = block, _audience(block, advised)
        kept += run
    return kept


def _is_for_others(block: Block) -> bool:
    """Whether an entry is for readers, or only asks something."""
    words = plain_text(block.text)
    asks = block.kind is BlockKind.ITEM and not block.child_count and bool(_OPEN_QUESTION.match(words))
    return asks or bool(_FOR_AUDIENCE.match(words) or _ADVISED.search(words[:_MAX_ADVICE]))


def _run_key(block: Block) -> tuple[bool, int]:
    """Return what the entries of one list or table share; lists inside a list belong to it."""
    is_entry = block.kind in _ENTRIES
    return is_entry, block.group_id if block.kind is BlockKind.ROW else 0


def _is_no_list_of_actions(lead: Block | None, entries: Sequence[Block]) -> bool:
    words = plain_text(lead.text) if lead else ""
    introduced = words.endswith((":", "：")) or (lead is not None and lead.kind is BlockKind.HEADING)
    is_listed = introduced and entries[0].kind is BlockKind.ITEM
    if is_listed and _LEGEND.search(words) and _are_definitions(entries):
        return True
    if is_listed and (_CHOICE.search(words) or _FEATURES.match(words)):
        return True
    if all(_is_object(entry) for entry in entries) or all(map(_describes_object, entries)):
        return True
    texts = [entry.text for entry in entries]
    outer = [entry for entry in entries if entry.kind is BlockKind.ROW or entry.level == 1]
    if sum(1 for entry in outer if entry.kind is BlockKind.ITEM and _is_question(entry.text)) * 2 > len(outer):
        return True  # They ask, rather than promise.
    if sum(1 for text in texts if _TOLD_TO_OTHERS.match(plain_text(text))) * 2 > len(texts):
        return True
    return bool(introduced and _RECAP.search(words)) and are_narrated(texts)


def _is_question(text: str) -> bool:
    return plain_text(text).rstrip(" *_)").endswith(("?", "？"))


def _are_definitions(entries: Sequence[Block]) -> bool:
    """Whether each entry is short, or begins with a short name: "Prevent - what keeps it from happening again"."""
    return all(len(plain_text(entry.text)) < 160 or _NAMED.match(plain_text(entry.text)) for entry in entries)


def _is_object(entry: Block) -> bool:
    if entry.kind is BlockKind.ITEM:
        return bool(_OBJECT.fullmatch(entry.text.strip()))
    filled = [cell.strip() for cell in entry.cells if cell.strip()]
    return (
        len(filled) > 0
        and all(_OBJECT.fullmatch(cell) or len(cell.split()) == 1 for cell in filled)
        and any(_OBJECT.fullmatch(cell) for cell in filled)
    )


def _describes_object(entry: Block) -> bool:
    """Whether a row only says what something is for, in a table without a column of actions: "`drain.sh` | Drains"."""
    header = " ".join(plain_text(title) for title in entry.header)
    return bool(entry.cells) and bool(_OBJECT.fullmatch(entry.cells[0].strip())) and not _OF_ACTIONS.search(header)


def _audience(block: Block, before: str | None) -> str | None:
    """Return to whom a heading or bold line addresses the list below it; `None` for the authors."""
    if block.kind is BlockKind.HEADING or block.text.lstrip().startswith(("**", "__")) or block.text.endswith(":"):
        found = _ADVICE.match(without_emoji(plain_text(block.text)))
        return found["audience"] if found else None
    return before


def _is_advice(audience: str, texts: Sequence[str]) -> bool:
    """Whether items are for readers: their audience is one, or is told in each what it should do."""
    subjects = [found["who"].casefold() for text in texts if (found := _OBLIGATION.match(plain_text(text)))]
    last = audience.casefold().split()[-1]
    return bool(_AUDIENCES.search(audience)) or subjects.count(last) * 2 > len(texts)


def is_closing(title: str, text: str) -> bool:
    """Whether a paragraph only thanks, apologises or refers; where a section looks ahead, whether it plans nothing."""
    words = plain_text(text)
    return bool(_CLOSING.match(words)) or bool(_LOOK_AHEAD.search(title) and not _INTENT.search(words))
