"""Questions about what made it possible, and what was promised because of it, here and earlier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from mkdocs_postmortems.core.model import ActionItem, ActionStatus, Postmortem
from mkdocs_postmortems.core.questions.sheet import Question
from mkdocs_postmortems.core.questions.story import excerpt
from mkdocs_postmortems.core.similar.finder import Match
from mkdocs_postmortems.core.taxonomy import Taxonomy, Vocabulary

_MOST = 6


def ask_about_factors(document: Postmortem, taxonomy: Taxonomy) -> Iterator[Question]:
    """Yield a question for each factor, and one where there is only one."""
    for factor in islice(document.told_factors, _MOST):
        name = taxonomy.term(Vocabulary.FACTORS, factor.id).name if factor.id else ""
        said = ": ".join(filter(None, (name, excerpt(factor.text))))
        yield Question(f"“{said}”: since when, where else is it so, and what made it normal?", factor.line)
    if max(len(document.factor_ids), len(document.told_factors)) == 1:
        yield Question("Only one factor is named. What made it worse, and what made it last?", document.factors[0].line)


def ask_about_actions(document: Postmortem, today: str) -> Iterator[Question]:
    """Yield what is open about the action items."""
    for action in document.actions:
        if not action.is_open:
            continue
        said = f"“{excerpt(action.text)}”"
        lacks = [noun for noun, value in (("owner", action.owner), ("date", action.due)) if not value]
        if lacks:
            yield Question(f"{said} has no {' and no '.join(lacks)}. Who takes it, and until when?", action.line)
        elif action.is_overdue(today):
            yield Question(
                f"{said} was due {action.due}. What is in the way, and is it still the right thing?", action.line
            )


def ask_about_past(document: Postmortem, matches: Iterable[Match]) -> Iterator[Question]:
    """Yield questions about earlier incidents that were like this one, and what was promised after them."""
    for match in matches:
        past = match.document
        if document.date and past.date and past.date > document.date:
            continue
        reason = f" ({match.reason})" if match.reason else ""
        yield Question(f"{_called(past)}{reason}: what was learned there, and how would those on call have met it?")
        for action in islice((one for one in past.actions if _was_open(one, document)), _MOST):
            due = f", due {action.due}" if action.due else ""
            yield Question(
                f"{_called(past)} had the action “{excerpt(action.text)}” open{due}: was it known, would it have "
                "changed this, and what kept it from being done?"
            )


def _called(past: Postmortem) -> str:
    return f"{past.id} “{excerpt(past.title)}”" if past.id_declared else f"“{excerpt(past.title)}”"


def _was_open(action: ActionItem, document: Postmortem) -> bool:
    """Whether an earlier action was open when this began: it is today, or was completed later."""
    if action.status is ActionStatus.WONT_DO:
        return False
    done = action.completed_at
    return action.is_open or bool(done and document.date and done[: len(document.date)] > document.date)
