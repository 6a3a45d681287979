"""Reads `taxonomy.yml`: entries with their lines checked, references followed, the shipped set merged in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Annotated

from pydantic import Field, ValidationInfo

from mkdocs_postmortems.core.blame import better_words, blames
from mkdocs_postmortems.core.findings import Findings
from mkdocs_postmortems.core.forms.form import Also, Form, is_private
from mkdocs_postmortems.core.forms.readers import Names, Pairs, PlainText, Prose, Reads, Texts, findings, read_text
from mkdocs_postmortems.core.names import fold
from mkdocs_postmortems.core.problems import Problem, did_you_mean, not_one_of
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Lexicon, Taxonomy, Term, Vocabulary
from mkdocs_postmortems.core.urls import runs_script
from mkdocs_postmortems.core.written import Row, Table, Text, UnreadableError, Value, line_of, read_yaml, shape

GROUPS = ("technical", "process", "organizational", "human_system", "external")
"""The groups that contributing factors are sorted into."""


def _read_number(value: Value, info: ValidationInfo) -> int | None:
    text = read_text(value, info)
    if text and not re.fullmatch(r"\d{1,3}", text):
        findings(info).add(line_of(value), "PM016", f"{info.field_name} is {text!r}; expected a small number.")
        return None
    return int(text) if text else None


def _read_colour(value: Value, info: ValidationInfo) -> str | None:
    text = read_text(value, info)
    if text and not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        findings(info).add(line_of(value), "PM016", f"{info.field_name} is {text!r}; expected '#rrggbb', in quotes.")
        return None
    return text.lower() if text else None


def _read_group(value: Value, info: ValidationInfo) -> str | None:
    text = read_text(value, info)
    group = next((group for group in GROUPS if text and fold(group) == fold(text)), None)
    if text and group is None:
        findings(info).add(line_of(value), "PM019", not_one_of("group", text, GROUPS))
    return group


Number = Annotated[int | None, Reads(_read_number, {"type": ["integer", "null"]})]
Colour = Annotated[str | None, Reads(_read_colour, {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})]
Group = Annotated[str | None, Reads(_read_group, {"enum": list(GROUPS)})]


class TermForm(Form):
    """What every entry may say."""

    name: Annotated[PlainText, Also("title")] = None
    definition: Annotated[Prose, Also("description", "meaning")] = None
    aliases: Annotated[Texts, Also("alias", "also")] = ()
    links: Annotated[Mapping[str, str], Pairs("link"), Field(default_factory=dict)]


class ServiceForm(TermForm):
    """A service."""

    team: Annotated[PlainText, Also("owner", "owner_team")] = None
    tier: Number = None
    depends_on: Annotated[Names, Also("dependencies")] = ()


class FactorForm(TermForm):
    """A contributing factor."""

    group: Group = None


class TagForm(TermForm):
    """A tag."""

    deprecated: Annotated[PlainText, Also("replaced_by", "use")] = None


class SeverityForm(TermForm):
    """A severity."""

    rank: Number = None
    colour: Annotated[Colour, Also("color")] = None


_FORMS: Mapping[Vocabulary, type[TermForm]] = MappingProxyType({
    Vocabulary.SERVICES: ServiceForm,
    Vocabulary.FACTORS: FactorForm,
    Vocabulary.TAGS: TagForm,
    Vocabulary.SEVERITIES: SeverityForm,
})  # fmt: skip
_WHOLE = (Vocabulary.SEVERITIES,)
"""Scales: the entries of a file replace the shipped ones, instead of standing beside them."""
_DEFAULTS = "defaults"


def read_taxonomy(source: Source, shipped: Taxonomy | None = None) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """Read a taxonomy; entries of the file override those of `shipped`, unless it says `defaults: false`."""
    found = Findings(source.path)
    base = shipped or Taxonomy()
    try:
        written = read_yaml(source.text)
    except UnreadableError as error:
        found.add(error.line, "PM030", f"taxonomy {error.message}.")
        return Taxonomy(base.vocabularies, stated=False), found.problems()
    for line, key, first in written.repeated:
        found.add(line, "PM014", f"key {key!r} is given again (first in line {first}); the last one counts.")
    if written.value is not None and not isinstance(written.value, Table):
        found.add(
            1, "PM030", f"taxonomy is {shape(written.value)}; expected a mapping with services, teams, and so on."
        )
        return Taxonomy(base.vocabularies, stated=False), found.problems()
    taxonomy = _File(written.value or Table(1), found).taxonomy(base)
    return taxonomy, found.problems()


class _File:
    """A taxonomy file on its way into terms."""

    def __init__(self, table: Table, found: Findings) -> None:
        self.found = found
        self.entries: dict[Vocabulary, Table] = {}
        self.terms: dict[Vocabulary, dict[str, Term]] = {}
        self.with_shipped = True
        for key in table:
            self._take(key, table[key], table.lines[key])

    def taxonomy(self, shipped: Taxonomy) -> Taxonomy:
        """Return the terms of the file, checked against each other and merged with the shipped ones."""
        for vocabulary, entries in self.entries.items():
            self.terms[vocabulary] = dict(self._read(vocabulary, entries))
        merged = {vocabulary: self._merged(vocabulary, shipped) for vocabulary in Vocabulary}
        for vocabulary in self.entries:
            merged[vocabulary] = {**merged[vocabulary], **dict(self._checked(vocabulary, merged))}
        frozen = {name: MappingProxyType(terms) for name, terms in merged.items() if terms}
        return Taxonomy(MappingProxyType(frozen), stated=bool(self.entries))

    def _take(self, key: str, value: Value, line: int) -> None:
        if key == _DEFAULTS:
            self.with_shipped = str(value).lower() not in ("false", "no", "off")
        elif key in list(Vocabulary):
            self.entries[Vocabulary(key)] = self._as_table(key, value, line)
        elif not is_private(key):
            known = [*Vocabulary, _DEFAULTS]
            self.found.add(line, "PM015", not_one_of("key", key, known))

    def _as_table(self, key: str, value: Value, line: int) -> Table:
        """Return entries by id; a plain list gives ids alone."""
        table = Table(line)
        if isinstance(value, Table):
            return value
        if isinstance(value, Row) and all(isinstance(item, Text) for item in value):
            for item in value:
                if isinstance(item, Text):
                    table.set(item, None)
        elif value is not None:
            self.found.add(line, "PM016", f"{key} is {shape(value)}; expected a mapping of ids to entries.")
        return table

    def _read(self, vocabulary: Vocabulary, entries: Table) -> Iterator[tuple[str, Term]]:
        for id, value in entries.items():
            line = entries.lines[id]
            entry = _with_definition(value, line)
            if entry is None:
                self.found.add(line, "PM016", f"{vocabulary} {id!r} is {shape(value)}; expected a mapping.")
                continue
            form = _FORMS.get(vocabulary, TermForm).model_validate(entry, context=self.found)
            if vocabulary is Vocabulary.FACTORS and blames(id):
                self.found.add(line, "PM035", better_words(id))
                continue
            yield id, self._term(id, form, line, entry)

    def _term(self, id: str, form: TermForm, line: int, entry: Table) -> Term:
        return Term(
            id=id,
            name=form.name or id,
            definition=form.definition or "",
            aliases=tuple(self._blameless(form, entry.lines.get("aliases", line))),
            group=form.group if isinstance(form, FactorForm) else None,
            team=form.team if isinstance(form, ServiceForm) else None,
            tier=form.tier if isinstance(form, ServiceForm) else None,
            depends_on=form.depends_on if isinstance(form, ServiceForm) else (),
            links=MappingProxyType(dict(self._links(form, entry.lines.get("links", line)))),
            rank=form.rank if isinstance(form, SeverityForm) else None,
            colour=form.colour if isinstance(form, SeverityForm) else None,
            replaced_by=form.deprecated if isinstance(form, TagForm) else None,
        )

    def _blameless(self, form: TermForm, line: int) -> Iterator[str]:
        for alias in form.aliases:
            if isinstance(form, FactorForm) and blames(alias):
                self.found.add(line, "PM035", better_words(alias))
            else:
                yield alias

    def _links(self, form: TermForm, line: int) -> Iterator[tuple[str, str]]:
        for name, url in form.links.items():
            if runs_script(url):
                self.found.add(line, "PM020", f"links has the address {url[:60]!r}, which would run a script.")
            else:
                yield name, url

    def _merged(self, vocabulary: Vocabulary, shipped: Taxonomy) -> dict[str, Term]:
        """Return the shipped terms, then those of the file, which own their names."""
        own = self.terms.get(vocabulary, {})
        if not self.with_shipped or (own and vocabulary in _WHOLE):
            return dict(own)
        taken = {fold(name) for term in own.values() for name in term.names}
        kept = {id: _without(term, taken) for id, term in shipped.terms(vocabulary).items() if fold(id) not in taken}
        return {**kept, **own}

    def _checked(
        self, vocabulary: Vocabulary, merged: Mapping[Vocabulary, Mapping[str, Term]]
    ) -> Iterator[tuple[str, Term]]:
        """Yield the file's terms without aliases that are taken and references that lead nowhere."""
        owners: dict[str, str] = {fold(id): id for id in self.terms[vocabulary]}
        lexicons = {name: Lexicon(merged[name]) for name in (Vocabulary.TEAMS, Vocabulary.SERVICES, Vocabulary.TAGS)}
        for id, term in self.terms[vocabulary].items():
            line = self.entries[vocabulary].lines[id]
            aliases = tuple(self._own_aliases(vocabulary, term, line, owners))
            yield id, self._followed(replace(term, aliases=aliases), line, lexicons)

    def _followed(self, term: Term, line: int, lexicons: Mapping[Vocabulary, Lexicon]) -> Term:
        """Return the term with the ids that its references mean."""

        def follow(field: str, vocabulary: Vocabulary, name: str | None) -> str | None:
            lexicon = lexicons[vocabulary]
            if name is None or not lexicon.ids:
                return name
            target = lexicon.find(name)
            if target is None or (vocabulary is not Vocabulary.TEAMS and target.id == term.id):
                hint = did_you_mean(name, lexicon.ids)
                self.found.add(
                    line, "PM034", f"{field} of {term.id!r} is {name!r}, which is not in {vocabulary}.{hint}"
                )
                return None
            return target.id

        needs = (follow("depends_on", Vocabulary.SERVICES, name) for name in term.depends_on)
        return replace(
            term,
            team=follow("team", Vocabulary.TEAMS, term.team),
            depends_on=tuple(name for name in needs if name),
            replaced_by=follow("deprecated", Vocabulary.TAGS, term.replaced_by),
        )

    def _own_aliases(self, vocabulary: Vocabulary, term: Term, line: int, owners: dict[str, str]) -> Iterator[str]:
        for alias in term.aliases:
            owner = owners.setdefault(fold(alias), term.id)
            if owner == term.id:
                yield alias
            else:
                message = f"alias {alias!r} of {vocabulary} {term.id!r} already means {owner!r}."
                self.found.add(line, "PM033", message)


def _with_definition(value: Value, line: int) -> Table | None:
    """Return an entry as a mapping; a lone text is its definition."""
    if isinstance(value, Row):
        return None
    table = Table(line)
    if isinstance(value, Text):
        table.set(Text("definition", line), value)
    return value if isinstance(value, Table) else table


def _without(term: Term, taken: set[str]) -> Term:
    return replace(term, aliases=tuple(alias for alias in term.aliases if fold(alias) not in taken))
