"""Rules PC131 to PC136: action items without owner, due date or tracker, overdue or vague ones, and untrue states."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.check.rule import Rule, RuleContext
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import ActionItem
from mkdocs_postmortems.core.moments import format_date

_VAGUE = re.compile(
    r"""^\W*(?:(?:P[0-4]|high|medium|low|critical)\b\W{1,4})?(?:we\s(?:should|will|need\sto|must)\s|to\s)?(?:
        (?P<look>investigate|look\s(?:in)?to|explore(?!\stab)|think\s(?:about|of)|consider(?!\s(?:it|this)\sdone)|discuss|evaluate
            |research|revisit|review(?!\s(?:and|&)\s|\s(?:all|every|each)\s[^.\n]{0,60}\bfor\s)|examine|see\sif|find\sout(?!\s(?:how\s(?:many|much|often|long)|who|when|where|which|what
            |the\b|actual|date))|talk\s(?:to|with|about)|figure\sout|assess|study)\b
    |   (?P<care>be\s(?:more\s)?(?:careful|mindful|vigilant|attentive|aware)|take\s(?:more|better|greater)
            \scare|pay\s(?:more|closer)
            \sattention|remember\sto|remind|raise\s(?:the\s)?awareness|try\s(?:harder|to\s(?:be|do|avoid|keep|think|remember|reduce
            |improve|minimi[sz]e|limit|find))|double[\s-]check|(?:ensure|make\ssure)\s(?:that\s)?
            (?:people|everyone|engineers|developers)(?!\s(?:[\w-]+\s){0,4}(?:has|have|can|gets?)\b)
            |(?:make\ssure|ensure)\s(?:that\s)?(?:this|it|such\s\w+)\s(?:(?:does|do|will|can)(?:n['’]t|\snot|\snever)|never|cannot)
            (?:\s\w+){0,2}\s(?:happens?|occurs?|recurs?)|prevent\sthis\sfrom\shappening)
    |   (?P<better>(?:improve|better|enhance|increase|strengthen|optimi[sz]e|clean\sup|more)
            \s(?:the\s|our\s)?[\w-]++(?:\s[\w-]++){0,2}\W*+$
        |(?:implement|introduce|provide|ensure|establish|have)\s(?:better|improved)\s[\w-]++(?:\s[\w-]++){0,2}\W*+$
        |(?:monitor|watch|keep\san\seye\son)\s(?:the\s|this\s)?(?:situation|system|it|this|things|closely)\W*$
        |(?:train|test|plan|communicate|document|monitor|coordinate)(?:\s\w+){0,2}\s(?:better|more(?:\s\w+ly|\soften)?)\W*$)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_CARE = re.compile(r"\bbe\smore\s(?:careful|mindful|vigilant|attentive)\b|\b(?:more|better)\scare\b", re.IGNORECASE)
_OUTCOME_VERBS = (
    r"(?:decide|write|publish|document|record|report|file|open|add|fix|remove|replace|change|set|propose|present|scope|limit"
    r"|restrict|create|update|enable|disable|require|move|implement|switch|drop|block)"
)
_OUTCOME = re.compile(
    rf"""[-\#]\d|\b(?![45]\d\ds?\b)\d|%|\bso\sthat\b|\bunless\b|\bthat\s(?:no|every|all|each)\b|\b(?:on|in|at|for|with)\s(?:every|each)\b
    |\b(?:and|then)\s{_OUTCOME_VERBS}\b|\w[^:\w]*[:;—]\s{_OUTCOME_VERBS}\b|\bto\smake\ssure\b
    |\b(?:decide|decision|proposal|document|report|ticket|RFC|ADR|design\sdoc)\b|\b(?:by|before|until)\s""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words that show that an action item has an observable outcome."""
_LOGS = re.compile(r"(?:[\w./-]+\s){0,4}logs?\b", re.IGNORECASE)
"""`review the logs of …` is an outcome: the logs were read, or not."""


def without_owner(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield unsettled action items without an owner."""
    for item in _unsettled(context):
        if not item.owner:
            yield _about(context, item, "has no owner", "Name the team or role that is responsible for it.")


def without_due(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield unsettled action items without a due date."""
    for item in _unsettled(context):
        if not item.due:
            yield _about(context, item, "has no due date", "Add a date, such as `2024-05-31`.")


def without_tracker(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield unsettled action items without a link to a tracker."""
    for item in _unsettled(context):
        if not item.tracker:
            yield _about(
                context, item, "has no ticket", "Link the ticket; a postmortem is read once, a backlog every week."
            )


def overdue(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield action items whose due date has passed and that are not known to be settled."""
    for item in _unsettled(context):
        if item.is_past_due(context.today):
            since = f"was due {format_date(item.due)}"
            if item.is_unstated:
                yield _about(
                    context, item, f"{since}, and no state is written", "Say what became of it: `[x]`, `(done)`."
                )
            else:
                yield _about(context, item, since, "Do it, give a new date with a reason, or mark it as won't do.")


def contradicted(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield action items whose state the tracker contradicts."""
    for item in context.document.actions:
        if item.is_contradicted and item.written_state and item.tracked and not context.is_retired:
            written, tracked = (state.value.replace("_", " ") for state in (item.written_state, item.tracked.state))
            what = f"is {written} here, and {tracked} in its tracker, as of {format_date(item.tracked.day)}"
            yield _about(context, item, what, "Correct the state here, or take it out: readers see the tracker's.")


def vague(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield unsettled action items that start with a vague verb and name no observable outcome."""
    for item in _unsettled(context):
        found = _VAGUE.match(item.text) or _CARE.search(item.text)
        if found and not _has_outcome(found, item.text[found.end() :].lstrip()):
            words = " ".join(found[0].split()).strip(" .,;:")
            message = f"{words!r} names nothing that can be checked off as done."
            yield context.diagnostic(item.line, message, _suggestion(found), highlight=words)


def _has_outcome(found: re.Match[str], rest: str) -> bool:
    """Whether the text after the vague words names an outcome, or logs to read."""
    if found.re is not _VAGUE or found["care"]:
        return False
    is_reading = (found["look"] or "").lower() in ("review", "examine") and _LOGS.match(rest)
    return bool(is_reading or _OUTCOME.search(rest))


def _suggestion(found: re.Match[str]) -> str:
    kind = found.lastgroup if found.re is _VAGUE else "care"
    if kind == "look":
        return "Name the result: “decide by … whether …, and write it down in …”."
    if kind == "care":
        return "People are careful already. Change the tool or the process: “… refuses …”, “… asks before …”."
    return "Say what will be different, and how it is measured: “… alerts within 5 minutes of …”."


def _unsettled(context: RuleContext) -> Iterator[ActionItem]:
    """Yield the action items that are not known to be settled, unless the document is a draft or is retired."""
    if not context.is_draft and not context.is_retired:
        yield from (item for item in context.document.actions if not item.is_settled and len(item.text) > 2)


def _about(context: RuleContext, item: ActionItem, what: str, suggestion: str) -> Diagnostic:
    text = item.text if len(item.text) <= 60 else f"{item.text[:57].rstrip()}…"
    return context.diagnostic(item.line, f"action item {text!r} {what}.", suggestion, highlight=text)


RULES = (
    Rule(
        code="PC131",
        name="action-without-owner",
        title="An action item has no owner.",
        rationale="An action item that everybody owns is done by nobody. A team or a role is better than a person's "
        "name: it still exists in a year.",
        bad="- [ ] Alert on the length of the queue",
        good="- [ ] Alert on the length of the queue (owner: payments, due 2024-05-31, PAY-412)",
        find=without_owner,
    ),
    Rule(
        code="PC132",
        name="action-without-due",
        title="An action item has no due date.",
        rationale="Without a date an item is never late, so nobody asks about it until the incident happens again.",
        bad="- [ ] Alert on the length of the queue (owner: payments)",
        good="- [ ] Alert on the length of the queue (owner: payments, due 2024-05-31, PAY-412)",
        find=without_due,
    ),
    Rule(
        code="PC133",
        name="action-without-tracker",
        title="An action item has no ticket in a tracker.",
        rationale="A postmortem is read once, a backlog every week. With a link to the ticket, readers can also see "
        "what became of it.",
        bad="- [ ] Alert on the length of the queue (owner: payments, due 2024-05-31)",
        good="- [ ] Alert on the length of the queue (owner: payments, due 2024-05-31, PAY-412)",
        find=without_tracker,
        severity=Severity.INFO,
    ),
    Rule(
        code="PC134",
        name="action-overdue",
        title="The due date of an action item has passed, and it is not marked as done.",
        rationale="While the item is open, the incident can happen again. A new date with a reason, or an item marked "
        "as won't do, is more honest than one that is silently late.",
        bad="- [ ] Alert on the length of the queue (owner: payments, due 2019-05-31)",
        good="- [x] Alert on the length of the queue (owner: payments, due 2019-05-31)",
        find=overdue,
    ),
    Rule(
        code="PC136",
        name="action-contradicted",
        title="The state of an action item differs from that in its tracker.",
        rationale="Pages show what the tracker says, so readers of the text and readers of the list are told different "
        "things. Which of them is right, only people know. The state of the tracker is the one that "
        "`postmortems actions sync` read.",
        bad="- [ ] Alert on the length of the queue (PAY-412)  # PAY-412 is done",
        good="- [x] Alert on the length of the queue (PAY-412)  # PAY-412 is done",
        find=contradicted,
        severity=Severity.INFO,
    ),
    Rule(
        code="PC135",
        name="action-vague",
        title="An action item is too vague to tell when it is done.",
        rationale="“Investigate” and “be more careful” can never be checked off. Good items are specific, measurable, "
        "can be done by one team, address what went wrong, and have a date (SMART). An item that investigates "
        "something names its result: a decision, a document.",
        bad="- [ ] Investigate the memory leak\n- [ ] Be more careful with migrations",
        good="- [ ] Decide by 2024-05-31 whether to replace the image library, and record it in ADR 12\n"
        "- [ ] The migration tool refuses to lock a table for more than a second",
        find=vague,
    ),
)
