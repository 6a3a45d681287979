"""Words the reason why a document was found, from the terms that it shares with the query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.similar.phrases import CONCEPT_FACETS, CONCEPT_PREFIX, PhraseTrie, facet_concept
from mkdocs_postmortems.core.similar.words import stems_of
from mkdocs_postmortems.core.stemming import stem
from mkdocs_postmortems.core.taxonomy import Taxonomy

_WEAK_WORDS = """
    able above across add added adding adds again against agree agreed allow allowed allows along already also
    always among another anything anyway app apparently applied applies apply approximately apps april around aside
    ask asked august aware away back backward bad became become before began begin begun behind believe believed
    belong below best better beyond big bit both bring brought came care cause caused certain choose chosen clear
    close come completely consider contain contained currently daily day days december decided despite different
    difficult does doing done down dozen due during early easy eight either eleven else end ended enough entire
    especially evening eventually every everyone everything exactly example except expect expected experience
    explain explained fact far faster february few fifty final finally find fine first five follow followed
    following forty forward found four fresh friday full fully further gave general get getting give given go goes
    going gone good got great had half happen happened happening hard help helped hence high higher hope hour hours
    however hundred immediately impact impacted inadequate incident incidents include included including indeed
    initial initially inside instead intend intended involved issue issues january july june just keep kept kind
    knew know known large largely last late later latest lead learn learned least leave led left less let like
    likely line little long longer look looked lot low lower made main mainly make makes making many march matter
    may mean means meant mention mentioned midnight million minute minutes moment monday month monthly months more
    morning most much multiple must near nearly necessary need needed never new next night nine nobody noon normal
    normally note noted notes nothing notice noticed november now number obvious occur occurred october off often
    old once one only onto originally outage outside own part partially particular past people per perform period
    place point possible postmortem present previous previously probably problem problems promise promised proper
    properly put quick quickly quite ran rather ready real realised realized really reason received recent recently
    related remain remained remains report reported result resulted review right rise root run said same saturday
    saw say second seconds see seem seemed seen sent separate september set sets setting seven several short shortly
    should show showed shown side significant similar simply since single six slightly slower small some someone
    something somewhere soon sort start started stay still stop stopped straight such suddenly sufficient suitable
    sunday sure take taken taking tell ten thing things think third thirty though thought thousand three through
    throughout thursday thus time times today together told too took top total towards tried true try trying tuesday
    turn turned twelve twenty twice two type typically unable under unlike until unusual up upon use used useful
    useless using usual usually valid various very via want wanted way wednesday week weekend weekly weeks well went
    whatever whenever wherever whether while whole whose why wide will within without word words work worked working
    works worse worst would wrong year yearly years yes yesterday yet
    action actions assigned author authors date description item items owner pm post mortem mortems postmortems priority
    rca retro retrospective sev severity source status summary tbd timeline title todo update updated utc inc
"""

WEAK_STEMS = frozenset(map(stem, _WEAK_WORDS.split()))
"""Stems of words that explain nothing, however rare they are in a view; used only if there is nothing better."""

_MAX_WORDS = 4
"""Words that a reason names."""
_MAX_VALUES = 3
"""Facet values, alerts and errors that a reason names."""
_IDENTIFIER = re.compile(r"[\d_./:@-]|[a-z][A-Z]|^[A-Z]{2}")
"""Matches in words that are shown as code: a digit or sign, an inner capital, or two leading capitals."""
_PLAIN_NUMBER = re.compile(r"(?:19|20)\d\d|\d{1,2}|1000?0?")
"""A year, a small or a round number: no error code."""
_MAX_QUOTE_LENGTH = 80
"""Characters of a quoted name or title."""
_MIN_WORD_LENGTH = 3
_NON_NOUN_ENDINGS = ("ed", "ing", "ly")
_MAX_WEAKNESS = 3
"""The weakness of the words in `WEAK_STEMS`; see `_weakness`."""

Evidence = tuple[str, str]
"""A shared term, and its spelling."""
Value = tuple[Message | str, str]
"""The noun for the kind of a value, such as `tag`, and the value's name."""


def explain(
    evidence: Iterable[Evidence], document: Postmortem, taxonomy: Taxonomy, phrases: PhraseTrie, *, both_documents: bool
) -> Message:
    """Return the reason for a result, such as "shares service checkout; both name DNS".

    Args:
        evidence: the shared terms, the strongest first.
        document: the document that was found.
        taxonomy: supplies the names of facet values.
        phrases: maps words to the concepts that already cover them.
        both_documents: whether the query is a document, so that the reason is about two documents.
    """
    terms = list(evidence)
    values = [value for term, _ in terms if (value := _value(term, document, taxonomy))]
    shown = _choose_words(terms, phrases, " ".join(name for _, name in values[:_MAX_VALUES]))
    if not values and not shown:
        shown = [
            written.partition(":")[2] if written.startswith(CONCEPT_PREFIX) else written for _, written in terms[:1]
        ]
    named = _join_words(_grouped(values[:_MAX_VALUES])) if values else ""
    words = ", ".join(shown)
    if values and shown:
        pattern = "shares {values}; both name {words}" if both_documents else "has {values}; names {words}"
        return Message(pattern, values=named, words=words)
    if values:
        return Message("shares {values}" if both_documents else "has {values}", values=named)
    return Message("both name {words}" if both_documents else "names {words}", words=words)


def says_something(evidence: Iterable[Evidence], document: Postmortem, taxonomy: Taxonomy, phrases: PhraseTrie) -> bool:
    """Whether any shared term is a value, a known concept or a word that explains something."""
    return any(
        _value(term, document, taxonomy) or _weakness(term, written, phrases) < _MAX_WEAKNESS
        for term, written in evidence
    )


def explain_by_neighbour(title: str) -> str:
    """Return the reason for a document that shares no term, but is similar to another result with this title."""
    if len(title) > _MAX_QUOTE_LENGTH:
        return Message("is much like another result")
    return Message("is much like {title}", title=repr(title))


def value_names(document: Postmortem, taxonomy: Taxonomy) -> dict[str, Message]:
    """Return the wording of a document's facet values in a reason, such as "tag dns", by concept term."""
    named = ((facet, facet.vocabulary, id) for facet in CONCEPT_FACETS for id in facet.ids(document))
    return {
        facet_concept(facet, id): Message(
            "{noun} {name}", noun=facet.noun, name=_in_a_sentence(taxonomy.term(vocabulary, id).name)
        )
        for facet, vocabulary, id in named
        if vocabulary
    }


def _value(term: str, document: Postmortem, taxonomy: Taxonomy) -> Value | None:
    """Return the facet value, alert or error of a concept term if the document declares it, else `None`."""
    kind, _, id = term.removeprefix(CONCEPT_PREFIX).partition(":")
    if not term.startswith(CONCEPT_PREFIX) or kind == "topic":
        return None
    if kind == "alert":
        return _quoted(Message("alert"), document.alerts, id)
    if kind == "error":
        return _quoted(Message("error"), document.error_signatures, id)
    facet = next((facet for facet in CONCEPT_FACETS if facet.id == kind), None)
    if facet is None or facet.vocabulary is None or id not in facet.ids(document):
        return None
    return facet.noun, _in_a_sentence(taxonomy.term(facet.vocabulary, id).name)


def _quoted(noun: Message, written: Iterable[str], folded: str) -> Value | None:
    found = next((name for name in written if normalize_name(name) == folded), None)
    return (noun, f"`{found[:_MAX_QUOTE_LENGTH]}`") if found else None


def _grouped(values: Sequence[Value]) -> list[Message]:
    """Group values by noun: "tags a and b" instead of "tag a" and "tag b"."""
    by_noun: dict[Message | str, list[str]] = {}
    for noun, name in values:
        by_noun.setdefault(noun, []).append(name)
    return [
        Message("{noun}s {names}" if len(names) > 1 else "{noun} {names}", noun=noun, names=_join_words(names))
        for noun, names in by_noun.items()
    ]


def _in_a_sentence(name: str) -> str:
    """Lower-case the first letter of "Untested rollback"; leave "DNS" and "Checkout API" as they are."""
    first, _, rest = name.partition(" ")
    is_name = not first[1:].islower() or any(word[:1].isupper() for word in rest.split())
    return name if is_name else f"{name[:1].lower()}{name[1:]}"


def _choose_words(terms: Sequence[Evidence], phrases: PhraseTrie, values: str) -> list[str]:
    """Choose the most informative words, without those that values, identifiers or topics already cover.

    They are returned in the order of the evidence.
    """
    chosen: dict[int, str] = {}
    said = {stem for term, written in terms for stem in _identifier_stems(term, written)} | set(stems_of(values))
    weakness = [_weakness(term, written, phrases) for term, written in terms]
    for place in sorted(range(len(terms)), key=lambda place: weakness[place]):
        term, written = terms[place]
        if term in said or len(chosen) == _MAX_WORDS or (weakness[place] == _MAX_WEAKNESS and (chosen or values)):
            continue
        kind, _, name = term.removeprefix(CONCEPT_PREFIX).partition(":")
        if not term.startswith(CONCEPT_PREFIX) and len(written) >= _MIN_WORD_LENGTH:
            chosen[place] = f"`{written}`" if _IDENTIFIER.search(written) else written
            said |= {term, *phrases.find([term])}
        elif kind == "topic" and not any(term in phrases.find([other]) for other, _ in terms):
            # Query and document share no word of the topic: they use different synonyms.
            chosen[place] = name
            said.update(stems_of(name))
    return list(dict.fromkeys(chosen[place] for place in sorted(chosen)))


def _weakness(term: str, written: str, phrases: PhraseTrie) -> int:
    """Rank a word: 0 identifiers and known phrases, 1 likely nouns, 2 verbs and adverbs, 3 weak words."""
    if term in WEAK_STEMS or _PLAIN_NUMBER.fullmatch(written):
        return _MAX_WEAKNESS
    if term.startswith(CONCEPT_PREFIX) or _IDENTIFIER.search(written) or any(phrases.find([term])):
        return 0
    return 2 if written.lower().endswith(_NON_NOUN_ENDINGS) else 1


def _identifier_stems(term: str, written: str) -> list[str]:
    """Return the stems of an identifier's parts; none for a plain word."""
    if term.startswith(CONCEPT_PREFIX) or (written.islower() and written.isalpha()):
        return []
    stems = stems_of(written)
    return stems if len(stems) > 1 else []


def _join_words(items: Sequence[str]) -> str:
    if len(items) == 1:
        return items[0]
    before = items[0]
    for item in items[1:-1]:
        before = Message("{before}, {next}", before=before, next=item)
    return Message("{before} and {last}", before=before, last=items[-1])
