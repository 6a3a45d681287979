"""Parses `taxonomy.yml`: validates entries, resolves references between them, merges the built-in taxonomy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Annotated

from pydantic import Field, ValidationInfo

from mkdocs_postmortems.core.diagnostics import Diagnostic, DiagnosticCollector, did_you_mean, not_one_of
from mkdocs_postmortems.core.located_values import (
    LocatedDict,
    LocatedList,
    LocatedStr,
    LocatedValue,
    UnreadableError,
    describe_type,
    line_of,
    parse_yaml,
)
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.schema.field_model import Aliases, FieldModel, is_extension_key
from mkdocs_postmortems.core.schema.field_types import (
    FieldParser,
    NameList,
    PlainText,
    Prose,
    TextList,
    TextMapping,
    diagnostics_of,
    parse_text,
)
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import (
    Taxonomy,
    Term,
    TermLookup,
    Vocabulary,
    blameless_suggestion,
    blames_people,
)
from mkdocs_postmortems.core.urls import runs_script

GROUPS = ("technical", "process", "organizational", "human_system", "external")
"""Groups of contributing factors."""


def _read_number(value: LocatedValue, info: ValidationInfo) -> int | None:
    text = parse_text(value, info)
    if text and not re.fullmatch(r"\d{1,3}", text):
        message = f"{info.field_name} is {text!r}; expected a small number."
        diagnostics_of(info).add(line_of(value), "PM016", message, text)
        return None
    return int(text) if text else None


def _read_colour(value: LocatedValue, info: ValidationInfo) -> str | None:
    text = parse_text(value, info)
    if text and not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        message = f"{info.field_name} is {text!r}; expected '#rrggbb', in quotes."
        diagnostics_of(info).add(line_of(value), "PM016", message, text)
        return None
    return text.lower() if text else None


def _read_group(value: LocatedValue, info: ValidationInfo) -> str | None:
    text = parse_text(value, info)
    group = next((group for group in GROUPS if text and normalize_name(group) == normalize_name(text)), None)
    if text and group is None:
        diagnostics_of(info).add(line_of(value), "PM019", not_one_of("group", text, GROUPS), text)
    return group


Number = Annotated[int | None, FieldParser(_read_number, {"type": ["integer", "null"]})]
Colour = Annotated[str | None, FieldParser(_read_colour, {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})]
Group = Annotated[str | None, FieldParser(_read_group, {"enum": list(GROUPS)})]


class TermModel(FieldModel):
    """The keys that an entry of the taxonomy may have in every vocabulary."""

    name: Annotated[PlainText, Aliases("title")] = None
    definition: Annotated[Prose, Aliases("description", "meaning")] = None
    aliases: Annotated[TextList, Aliases("alias", "also")] = ()
    links: Annotated[Mapping[str, str], TextMapping("link"), Field(default_factory=dict)]


class ServiceModel(TermModel):
    """Keys of an entry of `services`."""

    team: Annotated[PlainText, Aliases("owner", "owner_team")] = None
    tier: Number = None
    depends_on: Annotated[NameList, Aliases("dependencies")] = ()


class FactorModel(TermModel):
    """Keys of an entry of `factors`."""

    group: Group = None


class TagModel(TermModel):
    """Keys of an entry of `tags`."""

    deprecated: Annotated[PlainText, Aliases("replaced_by", "use")] = None


class SeverityModel(TermModel):
    """Keys of an entry of `severities`."""

    rank: Number = None
    colour: Annotated[Colour, Aliases("color")] = None


_MODELS: Mapping[Vocabulary, type[TermModel]] = MappingProxyType({
    Vocabulary.SERVICES: ServiceModel,
    Vocabulary.FACTORS: FactorModel,
    Vocabulary.TAGS: TagModel,
    Vocabulary.SEVERITIES: SeverityModel,
})  # fmt: skip
_REPLACED_WHOLE = (Vocabulary.SEVERITIES,)
"""Scales: the entries of a file replace the built-in ones instead of being added to them."""
DEFAULTS_KEY = "defaults"


def read_taxonomy(source: Source, builtin: Taxonomy | None = None) -> tuple[Taxonomy, tuple[Diagnostic, ...]]:
    """Return the taxonomy of a file, and its diagnostics. Never raises.

    The terms of `builtin` are kept beside those of the file, which override them; `defaults: false` in the file leaves
    them out. A file that cannot be parsed gives `builtin` alone, with `is_declared` false.
    """
    collector = DiagnosticCollector(source.path)
    base = builtin or Taxonomy()
    try:
        written = parse_yaml(source.text)
    except UnreadableError as error:
        collector.add(error.line, "PM030", f"taxonomy {error.message}.")
        return Taxonomy(base.vocabularies, is_declared=False), collector.diagnostics()
    for line, key, first in written.duplicate_keys:
        collector.add(line, "PM014", f"key {key!r} is given again (first in line {first}); the last one counts.", key)
    if written.value is not None and not isinstance(written.value, LocatedDict):
        collector.add(
            1,
            "PM030",
            f"taxonomy is {describe_type(written.value)}; expected a mapping with services, teams, and so on.",
        )
        return Taxonomy(base.vocabularies, is_declared=False), collector.diagnostics()
    taxonomy = _TaxonomyFile(written.value or LocatedDict(1), collector).taxonomy(base)
    return taxonomy, collector.diagnostics()


@dataclass(frozen=True, slots=True)
class TaxonomyEntries:
    """The valid entries of a taxonomy file, before they are checked against each other."""

    models: Mapping[Vocabulary, Mapping[str, TermModel]]
    """By vocabulary and id, in the order of the file."""
    with_builtin: bool
    """Whether the terms of the built-in taxonomy are kept beside them."""


def read_entries(source: Source) -> TaxonomyEntries:
    """Return the valid entries of a taxonomy file; none if it is no YAML mapping. Never raises."""
    collector = DiagnosticCollector(source.path)
    try:
        written = parse_yaml(source.text).value
    except UnreadableError:
        written = None
    file = _TaxonomyFile(written if isinstance(written, LocatedDict) else LocatedDict(1), collector)
    models = {
        vocabulary: MappingProxyType({id: model for id, model, _ in file.read_models(vocabulary, entries)})
        for vocabulary, entries in file.entries.items()
    }
    return TaxonomyEntries(MappingProxyType(models), file.with_builtin)


class _TaxonomyFile:
    """Converts the entries of one taxonomy file to terms."""

    def __init__(self, table: LocatedDict, collector: DiagnosticCollector) -> None:
        self.collector = collector
        self.entries: dict[Vocabulary, LocatedDict] = {}
        self.terms: dict[Vocabulary, dict[str, Term]] = {}
        self.with_builtin = True
        for key in table:
            self._add_vocabulary(key, table[key], table.lines[key])

    def taxonomy(self, builtin: Taxonomy) -> Taxonomy:
        """Return the terms of the file, checked against each other and merged with the built-in ones."""
        for vocabulary, entries in self.entries.items():
            self.terms[vocabulary] = dict(self._read(vocabulary, entries))
        merged = {vocabulary: self._merge_builtin(vocabulary, builtin) for vocabulary in Vocabulary}
        for vocabulary in self.entries:
            merged[vocabulary] = {**merged[vocabulary], **dict(self._validated(vocabulary, merged))}
        frozen = {name: MappingProxyType(terms) for name, terms in merged.items() if terms}
        return Taxonomy(MappingProxyType(frozen), is_declared=bool(self.entries))

    def _add_vocabulary(self, key: str, value: LocatedValue, line: int) -> None:
        if key == DEFAULTS_KEY:
            self.with_builtin = str(value).lower() not in ("false", "no", "off")
        elif key in list(Vocabulary):
            self.entries[Vocabulary(key)] = self._as_table(key, value, line)
        elif not is_extension_key(key):
            known = [*Vocabulary, DEFAULTS_KEY]
            self.collector.add(line, "PM015", not_one_of("key", key, known), key)

    def _as_table(self, key: str, value: LocatedValue, line: int) -> LocatedDict:
        """Return the entries of a vocabulary by id; a list of ids gives empty entries."""
        table = LocatedDict(line)
        if isinstance(value, LocatedDict):
            return value
        if isinstance(value, LocatedList) and all(isinstance(item, LocatedStr) for item in value):
            for item in value:
                if isinstance(item, LocatedStr):
                    table.set(item, None)
        elif value is not None:
            self.collector.add(line, "PM016", f"{key} is {describe_type(value)}; expected a mapping of ids to entries.")
        return table

    def _read(self, vocabulary: Vocabulary, entries: LocatedDict) -> Iterator[tuple[str, Term]]:
        for id, model, entry in self.read_models(vocabulary, entries):
            yield id, self._term(id, model, entries.lines[id], entry)

    def read_models(self, vocabulary: Vocabulary, entries: LocatedDict) -> Iterator[tuple[str, TermModel, LocatedDict]]:
        """Yield the valid entries of a vocabulary: id, model, and what it was read from."""
        for id, value in entries.items():
            line = entries.lines[id]
            entry = _with_definition(value, line)
            if entry is None:
                message = f"{vocabulary} {id!r} is {describe_type(value)}; expected a mapping."
                self.collector.add(line, "PM016", message, id)
                continue
            model = _MODELS.get(vocabulary, TermModel).model_validate(entry, context=self.collector)
            if vocabulary is Vocabulary.FACTORS and blames_people(id):
                self.collector.add(line, "PM035", blameless_suggestion(id), id)
                continue
            yield id, model, entry

    def _term(self, id: str, model: TermModel, line: int, entry: LocatedDict) -> Term:
        return Term(
            id=id,
            name=model.name or id,
            definition=model.definition or "",
            aliases=tuple(self._blameless_aliases(model, entry.lines.get("aliases", line))),
            group=model.group if isinstance(model, FactorModel) else None,
            team=model.team if isinstance(model, ServiceModel) else None,
            tier=model.tier if isinstance(model, ServiceModel) else None,
            depends_on=model.depends_on if isinstance(model, ServiceModel) else (),
            links=MappingProxyType(dict(self._links(model, entry.lines.get("links", line)))),
            rank=model.rank if isinstance(model, SeverityModel) else None,
            colour=model.colour if isinstance(model, SeverityModel) else None,
            replaced_by=model.deprecated if isinstance(model, TagModel) else None,
        )

    def _blameless_aliases(self, model: TermModel, line: int) -> Iterator[str]:
        for alias in model.aliases:
            if isinstance(model, FactorModel) and blames_people(alias):
                self.collector.add(line, "PM035", blameless_suggestion(alias), alias)
            else:
                yield alias

    def _links(self, model: TermModel, line: int) -> Iterator[tuple[str, str]]:
        for name, url in model.links.items():
            if runs_script(url):
                message = f"links has the address {url[:60]!r}, which would run a script."
                self.collector.add(line, "PM020", message, url[:60])
            else:
                yield name, url

    def _merge_builtin(self, vocabulary: Vocabulary, builtin: Taxonomy) -> dict[str, Term]:
        """Return the built-in terms, then those of the file; names that both use belong to the file's."""
        own = self.terms.get(vocabulary, {})
        if not self.with_builtin or (own and vocabulary in _REPLACED_WHOLE):
            return dict(own)
        taken = {normalize_name(name) for term in own.values() for name in term.names}
        kept = {
            id: _without_aliases(term, taken)
            for id, term in builtin.terms(vocabulary).items()
            if normalize_name(id) not in taken
        }
        return {**kept, **own}

    def _validated(
        self, vocabulary: Vocabulary, merged: Mapping[Vocabulary, Mapping[str, Term]]
    ) -> Iterator[tuple[str, Term]]:
        """Yield the file's terms, without aliases that another term has and without references to unknown terms."""
        owners: dict[str, str] = {normalize_name(id): id for id in self.terms[vocabulary]}
        lookups = {name: TermLookup(merged[name]) for name in (Vocabulary.TEAMS, Vocabulary.SERVICES, Vocabulary.TAGS)}
        for id, term in self.terms[vocabulary].items():
            line = self.entries[vocabulary].lines[id]
            aliases = tuple(self._unique_aliases(vocabulary, term, line, owners))
            yield id, self._resolve_references(replace(term, aliases=aliases), line, lookups)

    def _resolve_references(self, term: Term, line: int, lookups: Mapping[Vocabulary, TermLookup]) -> Term:
        """Return the term with ids instead of the names in its references."""

        def follow(field: str, vocabulary: Vocabulary, name: str | None) -> str | None:
            lookup = lookups[vocabulary]
            if name is None or not lookup.ids:
                return name
            target = lookup.find(name)
            if target is None or (vocabulary is not Vocabulary.TEAMS and target.id == term.id):
                hint = did_you_mean(name, lookup.ids)
                message = f"{field} of {term.id!r} is {name!r}, which is not in {vocabulary}.{hint}"
                self.collector.add(line, "PM034", message, term.id)
                return None
            return target.id

        needs = (follow("depends_on", Vocabulary.SERVICES, name) for name in term.depends_on)
        return replace(
            term,
            team=follow("team", Vocabulary.TEAMS, term.team),
            depends_on=tuple(name for name in needs if name),
            replaced_by=follow("deprecated", Vocabulary.TAGS, term.replaced_by),
        )

    def _unique_aliases(self, vocabulary: Vocabulary, term: Term, line: int, owners: dict[str, str]) -> Iterator[str]:
        for alias in term.aliases:
            owner = owners.setdefault(normalize_name(alias), term.id)
            if owner == term.id:
                yield alias
            else:
                message = f"alias {alias!r} of {vocabulary} {term.id!r} already means {owner!r}."
                self.collector.add(line, "PM033", message, alias)


def _with_definition(value: LocatedValue, line: int) -> LocatedDict | None:
    """Return an entry as a mapping; a text becomes its definition, a list gives `None`."""
    if isinstance(value, LocatedList):
        return None
    table = LocatedDict(line)
    if isinstance(value, LocatedStr):
        table.set(LocatedStr("definition", line), value)
    return value if isinstance(value, LocatedDict) else table


def _without_aliases(term: Term, taken: set[str]) -> Term:
    return replace(term, aliases=tuple(alias for alias in term.aliases if normalize_name(alias) not in taken))
