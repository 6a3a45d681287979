"""Replaces names in documents by the ids of taxonomy terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from mkdocs_postmortems.core.diagnostics import Diagnostic, not_one_of
from mkdocs_postmortems.core.model import Factor, Postmortem
from mkdocs_postmortems.core.name_matching import is_misspelling, normalize_name
from mkdocs_postmortems.core.taxonomy import (
    Taxonomy,
    Term,
    TermLookup,
    Vocabulary,
    blameless_suggestion,
    blames_people,
)

_LABELS: Mapping[Vocabulary, str] = MappingProxyType({
    Vocabulary.SERVICES: "service",
    Vocabulary.TEAMS: "team",
    Vocabulary.TAGS: "tag",
    Vocabulary.FACTORS: "contributing factor",
    Vocabulary.SEVERITIES: "severity",
    Vocabulary.TRIGGERS: "trigger",
    Vocabulary.DETECTIONS: "detection",
})  # fmt: skip
_PARENTHESIS = re.compile(r"\(([^()]{3,60})\)[\s.]*$")


class TaxonomyResolver:
    """Resolves documents one by one, and collects values that the taxonomy does not have."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._taxonomy = taxonomy
        self._lookups = {name: TermLookup(self._names(name)) for name in Vocabulary}
        self._undeclared: dict[Vocabulary, dict[str, Term]] = {name: {} for name in Vocabulary}
        self._used: dict[Vocabulary, set[str]] = {name: set() for name in Vocabulary}

    def resolve(self, document: Postmortem) -> Postmortem:
        """Return the document with ids instead of names."""
        services = self._resolve_all(document, Vocabulary.SERVICES, "services", document.services)
        teams = self._resolve_all(document, Vocabulary.TEAMS, "teams", document.teams)
        return replace(
            document,
            services=services,
            teams=teams or self._owners(services),
            tags=self._resolve_all(document, Vocabulary.TAGS, "tags", document.tags),
            severity=self._resolve_one(document, Vocabulary.SEVERITIES, "severity", document.severity),
            trigger=self._resolve_one(document, Vocabulary.TRIGGERS, "trigger", document.trigger),
            detection=self._resolve_one(document, Vocabulary.DETECTIONS, "detection", document.detection),
            factors=tuple(self._factors(document)),
        )

    def taxonomy(self) -> Taxonomy:
        """Return the taxonomy with the values that only documents use added.

        For a site without its own taxonomy, only the values in use.
        """
        merged = {name: {**self._declared(name), **self._by_id(name)} for name in Vocabulary}
        frozen = {name: MappingProxyType(terms) for name, terms in merged.items() if terms}
        return Taxonomy(MappingProxyType(frozen), self._taxonomy.is_declared)

    def _names(self, vocabulary: Vocabulary) -> Mapping[str, Term]:
        """Return the terms that documents can name.

        Without the aliases of built-in severities: what "critical" means differs between organisations.
        """
        terms = self._taxonomy.terms(vocabulary)
        if self._taxonomy.is_declared or vocabulary is not Vocabulary.SEVERITIES:
            return terms
        return {id: replace(term, aliases=()) for id, term in terms.items()}

    def _by_id(self, vocabulary: Vocabulary) -> dict[str, Term]:
        return {term.id: term for _, term in sorted(self._undeclared[vocabulary].items())}

    def _declared(self, vocabulary: Vocabulary) -> dict[str, Term]:
        terms = self._taxonomy.terms(vocabulary)
        return {id: term for id, term in terms.items() if self._taxonomy.is_declared or id in self._used[vocabulary]}

    def _resolve_all(
        self, document: Postmortem, vocabulary: Vocabulary, field: str, names: Iterable[str]
    ) -> tuple[str, ...]:
        line = document.lines.get(field, 1)
        return tuple(dict.fromkeys(self._resolve_id(document, vocabulary, name, line) for name in names))

    def _resolve_one(self, document: Postmortem, vocabulary: Vocabulary, field: str, name: str | None) -> str | None:
        return self._resolve_id(document, vocabulary, name, document.lines.get(field, 1)) if name else None

    def _owners(self, services: Iterable[str]) -> tuple[str, ...]:
        """Return the teams that own the services, and mark them as used."""
        owners = [self._taxonomy.terms(Vocabulary.SERVICES).get(service) for service in services]
        teams = tuple(dict.fromkeys(owner.team for owner in owners if owner and owner.team))
        self._used[Vocabulary.TEAMS].update(teams)
        return teams

    def _factors(self, document: Postmortem) -> Iterator[Factor]:
        """Yield the factors, resolved to ids; those of the body stay text if the front matter has ids."""
        declared = any(factor.id for factor in document.factors)
        for factor in document.factors:
            yield self._factor(document, factor, is_name=not declared or factor.line < document.body_line)

    def _factor(self, document: Postmortem, factor: Factor, *, is_name: bool) -> Factor:
        name = factor.id or factor.text
        if blames_people(name):
            self._report(document, factor.line, "PM035", blameless_suggestion(name), name)
            return replace(factor, id=None, text=factor.text or name)
        if factor.id:
            return replace(factor, id=self._resolve_id(document, Vocabulary.FACTORS, factor.id, factor.line))
        term = self._factor_named(factor.text) if is_name else None
        if term is None:
            return factor
        self._used[Vocabulary.FACTORS].add(term.id)
        return replace(factor, id=term.id)

    def _factor_named(self, text: str) -> Term | None:
        """Return the factor whose name is the text, or the remark in brackets at its end."""
        lookup = self._lookups[Vocabulary.FACTORS]
        remark = _PARENTHESIS.search(text)
        return (lookup.find(text) if text else None) or (lookup.find(remark[1]) if remark else None)

    def _resolve_id(self, document: Postmortem, vocabulary: Vocabulary, name: str, line: int) -> str:
        term = self._lookups[vocabulary].find(name)
        if term is None:
            return self._unknown(document, vocabulary, name, line)
        if term.replaced_by:
            message = f"{_LABELS[vocabulary]} {name!r} is deprecated; use {term.replaced_by!r}."
            self._report(document, line, "PM041", message, name)
        id = term.replaced_by or term.id
        self._used[vocabulary].add(id)
        return id

    def _unknown(self, document: Postmortem, vocabulary: Vocabulary, name: str, line: int) -> str:
        """Return the first spelling of an unknown value; report it if the vocabulary is closed or has a similar id."""
        allowed = self._lookups[vocabulary].ids
        if (self._taxonomy.is_declared and allowed) or is_misspelling(name, allowed):
            self._report(document, line, "PM040", not_one_of(_LABELS[vocabulary], name, allowed), name)
        found = self._undeclared[vocabulary]
        return found.setdefault(normalize_name(name), Term(id=name, name=name, declared=False)).id

    def _report(self, document: Postmortem, line: int, code: str, message: str, highlight: str) -> None:
        self.diagnostics.append(Diagnostic(document.path, line, code, message, highlight=highlight))
