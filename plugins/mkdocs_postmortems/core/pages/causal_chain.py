"""Why an incident happened, as a chain: what set it off, what contributed, what its authors asked, and the impact.

The chain is what the document states, in the order of causes: nothing is inferred. Factors contribute together, so that
they share one stage; five whys go back from what happened, and are turned around.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from textwrap import shorten

from mkdocs_postmortems.core.facet_values import Facets, PageLink
from mkdocs_postmortems.core.facets import FACTORS, TRIGGERS, UNINFORMATIVE_VALUES
from mkdocs_postmortems.core.model import Factor, Postmortem, Section, SectionName, Why
from mkdocs_postmortems.core.pages.facts import spell_out
from mkdocs_postmortems.core.parse.inline import label, normalize_words, plain_text
from mkdocs_postmortems.core.recovery.passages import read_passages
from mkdocs_postmortems.core.recovery.sentences import split_sentences

MAX_TEXT = 160
"""Characters of a sentence of the document, whose section has the rest."""
MAX_MEASURES = 3
"""Measures of the impact that stand where nobody describes it."""
MAX_FACTORS = 8
"""Factors in the author's words; those that name a factor of the taxonomy are all there."""
_BARE_QUESTION = 10
"""Letters of a question that does not say what it is about: "Why 2", "Pourquoi"."""
_DESCRIPTION = "description"
"""The key of `impact` that has words."""


@dataclass(frozen=True, slots=True)
class ChainCause:
    """A trigger or a factor."""

    ref: PageLink | None
    """The term of the taxonomy, with its definition as the note; `None` for a cause in the author's words."""
    text: str
    """What the author says of it; empty if nothing."""


@dataclass(frozen=True, slots=True)
class ChainStage:
    """The causes of one kind, with the section that tells more."""

    causes: tuple[ChainCause, ...]
    section: str
    """The title of a section of the document; empty if there is none."""


@dataclass(frozen=True, slots=True)
class ChainAnswer:
    """An answer of five whys."""

    text: str
    question: str
    """What it answers; empty if that is no more than "Why?"."""


@dataclass(frozen=True, slots=True)
class CausalChain:
    """Template data of the chain; a stage about which nothing is written has no causes."""

    trigger: ChainStage
    factors: ChainStage
    whys: tuple[ChainAnswer, ...]
    """Five whys from the last answer to the first: each led to the next."""
    whys_section: str
    impact: str
    """One sentence, or a few measures."""
    impact_section: str


def build_causal_chain(facets: Facets, document: Postmortem) -> CausalChain | None:
    """Return the chain of a document; `None` unless both an impact and something that led to it are written."""
    impact = _impact(document)
    trigger, factors = _trigger(facets, document), _factors(facets, document)
    if not impact or not (trigger.causes or factors.causes or document.whys):
        return None
    return CausalChain(
        trigger=trigger,
        factors=factors,
        whys=tuple(map(_answer, reversed(document.whys))),
        whys_section=_title(_section_around(document, document.whys[0].line)) if document.whys else "",
        impact=impact,
        impact_section=_title(_section(document, SectionName.IMPACT)),
    )


def _answer(why: Why) -> ChainAnswer:
    is_spoken = len(normalize_words(why.question)) > _BARE_QUESTION
    return ChainAnswer(_short(why.answer), why.question if is_spoken else "")


def _trigger(facets: Facets, document: Postmortem) -> ChainStage:
    """Return the trigger: the term, with the first sentence of the section. An unknown one sets nothing off."""
    section = _section(document, SectionName.TRIGGER)
    text = _first_sentence(document, section)
    if document.trigger and document.trigger not in UNINFORMATIVE_VALUES:
        return ChainStage((ChainCause(facets.ref(TRIGGERS, document.trigger), text),), _title(section))
    return ChainStage((ChainCause(None, text),) if text else (), _title(section))


def _factors(facets: Facets, document: Postmortem) -> ChainStage:
    """Return the factors that the taxonomy names; of a document that names none, those in its author's words."""
    named = tuple(ChainCause(facets.ref(FACTORS, factor.id), factor.text) for factor in document.factors if factor.id)
    told = (ChainCause(None, _short(factor.text)) for factor in _told(document))
    section = _section(document, SectionName.CONTRIBUTING_FACTORS) or _section(document, SectionName.ROOT_CAUSE)
    return ChainStage(named or tuple(islice(told, MAX_FACTORS)), _title(section))


def _told(document: Postmortem) -> Iterator[Factor]:
    """Yield the factors in words, without those that five whys show."""
    asked = {why.line for why in document.whys}
    answered = {normalize_words(why.answer) for why in document.whys}
    return (
        factor
        for factor in document.factors
        if factor.text and factor.line not in asked and normalize_words(factor.text) not in answered
    )


def _impact(document: Postmortem) -> str:
    """Return what the incident did: as described in front matter, else in its section, else measures of it."""
    described = document.impact.get(_DESCRIPTION) or _first_sentence(document, _section(document, SectionName.IMPACT))
    measures = (f"{spell_out(key)}: {value}" for key, value in document.impact.items())
    return described or "; ".join(islice(measures, MAX_MEASURES))


def _section(document: Postmortem, name: SectionName) -> Section | None:
    return next((section for section in document.sections if section.name is name), None)


def _section_around(document: Postmortem, line: int) -> Section | None:
    return next((section for section in document.sections if section.line <= line <= section.last_line), None)


def _title(section: Section | None) -> str:
    return section.title if section else ""


def _first_sentence(document: Postmortem, section: Section | None) -> str:
    """Return how a section begins, without its label; empty if it has no text."""
    if section is None:
        return ""
    lines = document.body.split("\n")[section.line - document.body_line : section.last_line + 1 - document.body_line]
    texts = (_without_label(passage.text, section) for passage in read_passages(lines) if not passage.is_code)
    text = next(filter(None, texts), "")
    return _short(next(iter(split_sentences(text)), ""))


def _without_label(text: str, section: Section) -> str:
    """Return a passage without the label that is the title of its section: "**Impact:** no orders"."""
    found = label(text)
    is_title = found is not None and normalize_words(found.title) == normalize_words(section.title)
    return found.rest if found and is_title else text


def _short(text: str) -> str:
    return shorten(plain_text(text), MAX_TEXT, placeholder=" …")
