"""Action items from bullets, numbers, checkboxes, tables, paragraphs and one heading per item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mkdocs_postmortems.core.model import ActionItem, ActionStatus, SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import is_italic, label, links, plain, without_emoji
from mkdocs_postmortems.core.parse.moments import read_stamp
from mkdocs_postmortems.core.parse.outline import Part

_CHECKBOX = re.compile(r"^\s*\[([ xX✓✔*-]?)\]\s+")
_TRACKER_URL = re.compile(
    r"/(?:issues|pull|pulls|merge_requests|-/issues|-/merge_requests|-/work_items|work_items|tickets?|browse|story|stories|discussions)/[A-Za-z0-9#_-]+"
    r"|linear\.app/.+/issue/|trello\.com/c/|app\.asana\.com/0?|shortcut\.com|clickup\.com/t/|monday\.com/boards/|_workitems/|bugs\.|bugzilla|/show_bug"
    r"|phabricator\.[^/]+/[TD]\d|/T\d{3,}\b|youtrack|atlassian\.net/(?:browse|jira)|servicedesk|/helpdesk/",
    re.IGNORECASE,
)
_TRACKER_ID = re.compile(r"(?<![\w/.&-])([A-Z][A-Z0-9]{1,9}-\d{1,6})(?![\w-])")
_NUMBER_ID = re.compile(
    r"(?<![\w/&])((?:[\w.-]{1,40}/[\w.-]{1,60})?#\d{1,7})\b|\b((?:GH|PR|MR)[ #-]?\d{1,7}|![0-9]{1,7})\b"
)
_NOT_TRACKER = re.compile(
    r"^(?:CVE|RFC|ISO|SHA|UTF|SEV|HTTP|TLS|AES|UTC|GMT|SOC|PCI|COVID|P|S|US|EU|AP|GPT|RSA|ECDSA|IPV|X|INC|PM|AZ|M|T|C|R|N|G)-\d+$",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"[(\[](?:already )?(?:done|completed?|fixed|resolved|closed|shipped|implemented|merged|finished)\b[^()\[\]]{0,40}[)\]]|✅|✔|☑|:white_check_mark:|:heavy_check_mark:"
    r"|\b(?:has|have|was|were) (?:already |now |since )?been (?:already )?(?:done|completed|implemented|fixed|resolved|deployed)\b|\balready (?:done|completed|implemented|fixed)\b"
    r"|^\W*(?:done|completed|fixed)\s*[:–—-]|[-–—:]\s*(?:done|completed|complete|fixed)\W*$",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"[(\[](?:to ?do|open|pending|not (?:yet )?(?:done|started)|in progress|ongoing|wip|planned|not completed?)[)\]]|❌|⬜|:x:|\bin progress\W*$|\bnot yet (?:done|started)\b|\b(?:is|are) (?:currently |still |now |actively )?working (?:on|to)\b",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"^\s*~~.+~~\s*$", re.DOTALL)
_OWNER = re.compile(
    r"\b(?:owner|owners|assignee|assigned to|responsible|dri|lead|who|team|owned by|verantwortlich|responsable)\b\s*[:=]\s*\**\s*@?([^\n;|,()\[\]*]{2,60}?)(?=\s*(?:[;|,()\[\]*\n]|[-–—]\s|\.\s|\.$|$|\b(?:due|by|eta|priority|status|ticket|tracker)\b\s*[:=]))",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@/.])@([A-Za-z][\w-]{1,38}(?:/[A-Za-z][\w-]{1,38})?)(?![\w@]|\.\w)")
_DUE = re.compile(
    r"\b(?:due(?: date| by| on)?|deadline|eta|target(?: date)?|by|until|before|fällig|échéance)\b\s*[:=]?\s*\**\s*",
    re.IGNORECASE,
)
_PRIORITY = re.compile(
    r"[(\[]\s*(P[0-4]|high|medium|low|critical)(?:\s+priority)?\s*[)\]]|\bpriority\s*[:=]\s*\**\s*(\w+)|^\s*\**(P[0-4])\b\**\s*[:–—-]",
    re.IGNORECASE,
)
_TYPE = re.compile(
    r"\b(?:type|kind|category)\s*[:=]\s*\**\s*([A-Za-z]{4,20})\b|[(\[](prevent|mitigate|detect|repair|process|document|investigate|train)[)\]]",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*[-–—,;|(\[]*\s*\**\s*(?:owner|assignee|assigned to|owned by|responsible|dri|due(?: date| by)?|deadline|eta|target date|priority|tracker|ticket|status|type)\b\**\s*[:=].*$",
    re.IGNORECASE | re.DOTALL,
)
_FIELD_NAME = re.compile(
    r"(?:owners?|assignee|due(?: date)?|deadline|eta|status|state|priority|ticket|tracker|issue|jira|link|type|description|details?|context|why|team|pr)\b",
    re.IGNORECASE,
)
_LEADING_OWNER = re.compile(
    r"^\s*(?:\*\*|__)?\s*(?:[(\[]\s*)?@[A-Za-z][\w-]{1,38}\s*(?:[)\]])?\s*(?:\*\*|__)?\s*[:–—-]\s+"
)
_TEMPLATE = re.compile(
    r"\{\{\s*\w+(?:\s\w+)?\s*\}\}|<(?:insert|your|action|describe|todo|add)\b[^<>]*>|\[(?:link to|insert|describe|your|action item)[^\[\]]*\]",
    re.IGNORECASE,
)
_NOTHING = frozenset(
    {
        "none",
        "n a",
        "na",
        "nothing",
        "tbd",
        "tba",
        "todo",
        "tbc",
        "no action items",
        "none yet",
        "no actions",
        "to be determined",
        "to be added",
        "none identified",
        "no action required",
        "x",
        "action item",
        "action items",
        "action 1",
        "action 2",
        "item 1",
        "item 2",
    }
)

_COLUMNS = {
    "text": re.compile(
        r"\b(?:action|actions|item|task|what|description|follow-?up|todo|title|summary|step|improvement|maßnahme|tâche|アクション)\b",
        re.IGNORECASE,
    ),
    "owner": re.compile(r"\b(?:owner|assignee|who|responsible|assigned|dri|team|lead)\b|担当", re.IGNORECASE),
    "due": re.compile(r"\b(?:due|deadline|eta|when|target|date|by)\b|期限", re.IGNORECASE),
    "status": re.compile(r"\b(?:status|state|done|complete|completed|progress)\b", re.IGNORECASE),
    "priority": re.compile(r"\b(?:priority|prio)\b", re.IGNORECASE),
    "tracker": re.compile(r"\b(?:tracker|ticket|tickets|issue|jira|bug|link|tracking|pr|url)\b|チケット", re.IGNORECASE),
    "type": re.compile(r"\b(?:type|kind|category)\b", re.IGNORECASE),
    "id": re.compile(r"^\W*(?:id|no|nr|number|#)?\W*$", re.IGNORECASE),
}
_STATUSES = {
    "done": ActionStatus.DONE,
    "complete": ActionStatus.DONE,
    "completed": ActionStatus.DONE,
    "closed": ActionStatus.DONE,
    "fixed": ActionStatus.DONE,
    "resolved": ActionStatus.DONE,
    "finished": ActionStatus.DONE,
    "yes": ActionStatus.DONE,
    "merged": ActionStatus.DONE,
    "shipped": ActionStatus.DONE,
    "deployed": ActionStatus.DONE,
    "x": ActionStatus.DONE,
    "fait": ActionStatus.DONE,
    "terminé": ActionStatus.DONE,
    "erledigt": ActionStatus.DONE,
    "à faire": ActionStatus.OPEN,
    "offen": ActionStatus.OPEN,
    "already done": ActionStatus.DONE,
    "verified": ActionStatus.VERIFIED,
    "open": ActionStatus.OPEN,
    "todo": ActionStatus.OPEN,
    "to do": ActionStatus.OPEN,
    "not started": ActionStatus.OPEN,
    "pending": ActionStatus.OPEN,
    "new": ActionStatus.OPEN,
    "no": ActionStatus.OPEN,
    "planned": ActionStatus.OPEN,
    "backlog": ActionStatus.OPEN,
    "outstanding": ActionStatus.OPEN,
    "overdue": ActionStatus.OPEN,
    "in progress": ActionStatus.IN_PROGRESS,
    "ongoing": ActionStatus.IN_PROGRESS,
    "started": ActionStatus.IN_PROGRESS,
    "wip": ActionStatus.IN_PROGRESS,
    "in review": ActionStatus.IN_PROGRESS,
    "doing": ActionStatus.IN_PROGRESS,
    "wont do": ActionStatus.WONT_DO,
    "won t do": ActionStatus.WONT_DO,
    "wontfix": ActionStatus.WONT_DO,
    "won t fix": ActionStatus.WONT_DO,
    "cancelled": ActionStatus.WONT_DO,
    "canceled": ActionStatus.WONT_DO,
    "rejected": ActionStatus.WONT_DO,
    "dropped": ActionStatus.WONT_DO,
}
_FINISHED = frozenset({ActionStatus.DONE, ActionStatus.VERIFIED})


def read_actions(parts: Sequence[Part]) -> tuple[ActionItem, ...]:
    """Return the action items of all sections of that name, in document order."""
    return tuple(item for part in parts if part.name is SectionName.ACTION_ITEMS for item in _part_items(part))


def to_status(text: str) -> ActionStatus | None:
    """Read the state of an item as trackers and tables write it."""
    words = " ".join(re.sub(r"[\W_]+", " ", without_emoji(plain(text)).casefold()).split())
    if not words:
        return ActionStatus.DONE if re.search(r"✅|✔|☑|:white_check_mark:", text) else None
    return _STATUSES.get(words) or next(
        (status for word, status in _STATUSES.items() if words.startswith(word + " ")), None
    )


def to_due(text: str) -> str | None:
    """Read a due date: ISO if it is one, else the words as written; `None` if there are none."""
    words = plain(text).strip(" .:-–—")
    if not words or words.casefold() in _NOTHING | {"?", "-", "asap?"}:
        return None
    stamp = read_stamp(words)
    if stamp and stamp.year and stamp.month and stamp.day:
        return f"{stamp.year:04d}-{stamp.month:02d}-{stamp.day:02d}"
    return words


def _part_items(part: Part) -> Iterator[ActionItem]:
    blocks = [b for b in part.blocks if not b.quoted and b.kind not in (BlockKind.CODE, BlockKind.HTML)]
    state: bool | None = None
    listed = any(b.kind in (BlockKind.ITEM, BlockKind.ROW) for b in blocks)
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        state = _group_state(block, state)
        if block.kind is BlockKind.ROW:
            item = _row_item(block)
        elif block.kind is BlockKind.ITEM:
            item = _list_item(block)
        elif block.kind is BlockKind.HEADING:
            item = _heading_item(block, blocks[index + 1 :])
        else:
            for line, text in _hard_lines(block):
                item = _paragraph_item(replace(block, line=line, text=text), following, listed=listed, blocks=blocks)
                if item:
                    yield item
            continue
        if item:
            yield item if item.done is not None else replace(item, done=state)


def _is_field(text: str) -> bool:
    """Whether an item below a heading only says something about the heading's action: its owner, its due date."""
    found = label(text)
    return found is not None and bool(_FIELD_NAME.match(found.title))


def _hard_lines(block: Block) -> Iterator[tuple[int, str]]:
    """The lines of a paragraph that its author broke on purpose, with two spaces or a backslash."""
    start, pieces = block.line, []
    for number, line in enumerate(block.text.split("\n"), block.line):
        pieces.append(line)
        if line.endswith(("  ", "\\")):
            yield start, "\n".join(pieces).rstrip("\\ ")
            start, pieces = number + 1, []
    if pieces:
        yield start, "\n".join(pieces)


def _group_state(block: Block, state: bool | None) -> bool | None:
    """Whether a heading or bold line above the items says that they are done ("Completed", "Immediate (done)")."""
    if block.kind in (BlockKind.ITEM, BlockKind.ROW):
        return state
    if block.kind is BlockKind.PARAGRAPH and not re.match(r"\s*(?:\*\*|__)", block.text):
        return state
    words = plain(block.text).strip(" :*_")
    remark = re.search(r"\(([^()]{2,30})\)", words)
    status = to_status(remark[1]) if remark else to_status(words)
    return None if status is None else status in _FINISHED


def _list_item(block: Block) -> ActionItem | None:
    box = _CHECKBOX.match(block.text)
    item = _item(block.line, block.text)
    if item is None or (block.children and not box and item.tracker is None):
        return None
    return item


def _heading_item(block: Block, following: Sequence[Block]) -> ActionItem | None:
    """A heading is an item if what follows is prose about it, and a group if a list or table follows."""
    below = []
    for other in following:
        if other.kind is BlockKind.HEADING:
            break
        below.append(other)
    if not below or all(re.sub(r"[\W_]+", " ", plain(other.text).casefold()).strip() in _NOTHING for other in below):
        return None
    if any(other.kind in (BlockKind.ITEM, BlockKind.ROW) and not _is_field(other.text) for other in below):
        return None
    item = _item(block.line, block.text)
    for other in below:
        item = item and _with_fields(item, other.text)
    return item


def _paragraph_item(
    block: Block, following: Block | None, *, listed: bool, blocks: Sequence[Block]
) -> ActionItem | None:
    text = block.text.strip()
    introduces = (
        text.endswith((":", "：")) and following is not None and following.kind in (BlockKind.ITEM, BlockKind.ROW)
    )
    if listed or block.level or introduces or is_italic(text) or any(b.kind is BlockKind.HEADING for b in blocks):
        return None
    if (
        len(text) < 200
        and not text.endswith((".", "!", ")"))
        and following is not None
        and following.kind is BlockKind.ITEM
    ):
        return None
    return _item(block.line, text)


def _item(line: int, text: str) -> ActionItem | None:
    """Read one item's text; `None` for an empty bullet, a placeholder or "None"."""
    box = _CHECKBOX.match(text)
    raw = text[box.end() :] if box else text
    words = _words(raw)
    words = " ".join(_TEMPLATE.sub(" ", words).split()) if _TEMPLATE.search(words) else words
    if not words or (_TEMPLATE.search(raw) and len(plain(_TEMPLATE.sub("", raw)).strip(" .:-")) < 12):
        return None
    if re.sub(r"[\W_]+", " ", words.casefold()).strip() in _NOTHING or not re.search(r"\w", words):
        return None
    status = None
    done = None if box is None else box[1] not in ("", " ", "-")
    if box is None or not done:
        done = _says_done(raw, done)
    return _with_fields(ActionItem(line, words, done=done, status=status), raw)


def _says_done(raw: str, done: bool | None) -> bool | None:
    if _STRUCK.match(raw) or _DONE.search(raw):
        return True
    if match := re.search(r"\bstatus\b\s*[:=]\s*\**\s*([\w' -]{2,20})", raw, re.IGNORECASE):
        status = to_status(match[1])
        return status in _FINISHED if status else done
    return False if done is None and _NOT_DONE.search(raw) else done


def _words(raw: str) -> str:
    """The item's own words: what names an owner, a date or a tracker is cut off."""
    text = _LEADING_OWNER.sub("", raw)
    cut = _TAIL.sub("", text)
    words = plain(cut if len(plain(cut)) >= 8 else text)
    words = re.sub(r"\{\{|\}\}", " ", words)
    return without_emoji(words).strip(" -–—:|;,") or plain(raw)


def _with_fields(item: ActionItem, raw: str) -> ActionItem:
    priority = _PRIORITY.search(raw)
    kind = _TYPE.search(raw)
    return replace(
        item,
        owner=item.owner or _owner(raw),
        due=item.due or _due(raw),
        tracker=item.tracker or find_tracker(raw),
        priority=item.priority or (next(filter(None, priority.groups()), None) if priority else None),
        type=item.type or (next(filter(None, kind.groups()), None) if kind else None),
    )


def _owner(raw: str) -> str | None:
    if match := _OWNER.search(raw):
        return plain(match[1]).strip(" .*_@") or None
    without_links = re.sub(r"\]\([^)]*\)", "]", raw)
    match = _HANDLE.search(without_links)
    return match[1] if match else None


def _due(raw: str) -> str | None:
    for match in _DUE.finditer(raw):
        stamp = read_stamp(raw[match.end() :])
        if stamp and stamp.day and stamp.month:
            written = raw[match.end() : match.end() + stamp.end].strip(" *_.,;:()|-–—\n")
            return f"{stamp.year:04d}-{stamp.month:02d}-{stamp.day:02d}" if stamp.year else written
        if quarter := re.match(
            r"(?:the )?(?:end of )?(Q[1-4](?:[ /-]?(?:20)?\d\d)?|(?:20\d\d)[ -]?Q[1-4])\b", raw[match.end() :], re.IGNORECASE
        ):
            return quarter[1]
        if month := re.match(r"(20\d\d-\d\d)\b", raw[match.end() :]):
            return month[1]
    if match := re.search(
        r"\b(?:later this (?:year|month|week|quarter)|(?:next|this) (?:year|month|week|quarter|sprint))\b", raw, re.IGNORECASE
    ):
        return match[0]
    return None


def find_tracker(raw: str) -> str | None:
    """Return the address or id of the item in a tracker: a link to an issue or change first, then `ABC-123`, then `#123`."""
    for url, text in links(raw):
        if _TRACKER_URL.search(url):
            return url
        if re.fullmatch(r"#\d+|[A-Z][A-Z0-9]+-\d+|(?i:issue|ticket|jira|tracker|task|pr|mr)", text.strip()):
            return url
    bare = re.sub(r"https?://\S+", " ", raw)
    for match in _TRACKER_ID.finditer(bare):
        if not _NOT_TRACKER.match(match[1]):
            return match[1]
    number = _NUMBER_ID.search(bare)
    return next(filter(None, number.groups()), None) if number else None


def _row_item(block: Block) -> ActionItem | None:
    columns = _columns(block)
    cells = {name: block.cells[i].strip() for name, i in columns.items() if i < len(block.cells)}
    item = _item(block.line, cells.get("text", ""))
    if item is None:
        return None
    status = to_status(cells.get("status", ""))
    owner = plain(cells.get("owner", "")).strip(" @.-–—?") or None
    tracker = cells.get("tracker", "")
    if status is None and not links(tracker) and (status := to_status(tracker)):
        tracker = ""
    return replace(
        item,
        done=item.done if status is None else status in _FINISHED,
        status=status,
        owner=item.owner if owner is None or owner.casefold() in _NOTHING else owner,
        due=to_due(cells.get("due", "")) or item.due,
        priority=plain(cells.get("priority", "")) or item.priority,
        type=plain(cells.get("type", "")) or item.type,
        tracker=_tracker_cell(tracker) or item.tracker,
        id=plain(cells.get("id", "")) or None,
    )


def _tracker_cell(cell: str) -> str | None:
    found = links(cell)
    words = plain(cell).strip(" -–—?")
    if found:
        return found[0][0]
    return None if not words or words.casefold() in _NOTHING else words


def _columns(block: Block) -> dict[str, int]:
    """Column of each field by its head; the text is the column of that name, else the first that has no other role."""
    header = [plain(cell) for cell in block.header]
    roles: dict[str, int] = {}
    for name in ("owner", "due", "status", "priority", "tracker", "type"):
        for i, title in enumerate(header):
            if (
                i not in roles.values()
                and _COLUMNS[name].search(title)
                and not (name != "owner" and re.search(r"\baction\b|\bitem\b|\btask\b|\bdescription\b", title, re.IGNORECASE))
            ):
                roles[name] = i
                break
    for i, title in enumerate(header):
        if i not in roles.values() and _COLUMNS["text"].search(title):
            roles["text"] = i
            break
    if "text" not in roles:
        free = [i for i in range(len(header)) if i not in roles.values() and not _COLUMNS["id"].match(header[i])]
        roles["text"] = free[0] if free else 0
    if roles.get("text") != 0 and header and _COLUMNS["id"].match(header[0]):
        roles["id"] = 0
    return roles
