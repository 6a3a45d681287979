"""Decides which sections and fields a postmortem must have, from its severity, status and type.

A draft needs little, a minor incident less than a severe one, and an exercise has no impact to describe. The templates
of `postmortems new`, the lint rules PC110 and PC111, and the review sheet all use these requirements.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mkdocs_postmortems.core.diagnostics import did_you_mean, not_one_of
from mkdocs_postmortems.core.errors import OptionError
from mkdocs_postmortems.core.frontmatter.fields import FIELD_SPECS, FrontMatterFields
from mkdocs_postmortems.core.guidance import empty_heading_lines
from mkdocs_postmortems.core.model import IncidentType, Postmortem, SectionName, Status
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, TermLookup, Vocabulary

S = SectionName
OTHER_SEVERITIES = "other"
"""The key of the option for severities without an entry of their own, and for documents without a severity."""
FINISHED = (Status.IN_REVIEW, Status.PUBLISHED)
"""Only documents with one of these statuses must meet the requirements of their severity.

A document without a status counts as published."""

_MINIMAL_SECTIONS = (S.SUMMARY, S.TIMELINE, S.LESSONS)
_STANDARD_SECTIONS = (S.SUMMARY, S.IMPACT, S.TIMELINE, S.CONTRIBUTING_FACTORS, S.RESOLUTION, S.ACTION_ITEMS)
_ALL_SECTIONS = (
    *(S.SUMMARY, S.IMPACT, S.TIMELINE, S.DETECTION, S.CONTRIBUTING_FACTORS, S.RESOLUTION),
    *(S.WENT_WELL, S.WENT_WRONG, S.LUCKY, S.ACTION_ITEMS, S.LESSONS),
)
_SECTIONS_BY_RANK: Mapping[int, tuple[SectionName, ...]] = MappingProxyType(
    {1: _ALL_SECTIONS, 2: _ALL_SECTIONS, 3: _STANDARD_SECTIONS}
)
"""Default sections by the rank of a severity in the taxonomy.

Lower severities need `_MINIMAL_SECTIONS`, severities without a rank `_STANDARD_SECTIONS`, ranks below 1 everything."""
_FIELDS_BY_STATUS: Mapping[Status, tuple[str, ...]] = MappingProxyType(
    {
        Status.DRAFT: ("title",),
        Status.IN_REVIEW: ("title", "severity", "started_at", "services"),
        Status.PUBLISHED: ("title", "severity", "started_at", "resolved_at", "services"),
        Status.SUPERSEDED: ("title",),
        Status.WITHDRAWN: ("title", "summary"),
    }
)
_ADDED_BY_TYPE: Mapping[IncidentType, frozenset[SectionName]] = MappingProxyType(
    dict.fromkeys(
        (IncidentType.DATA_LOSS, IncidentType.SECURITY, IncidentType.PRIVACY),
        frozenset({S.IMPACT, S.DETECTION, S.CONTRIBUTING_FACTORS, S.RESOLUTION, S.ACTION_ITEMS}),
    )
)
"""Regulators and customers ask for these sections, whatever the severity."""
_OMITTED_BY_TYPE: Mapping[IncidentType, frozenset[SectionName]] = MappingProxyType(
    {
        IncidentType.NEAR_MISS: frozenset({S.IMPACT, S.RESOLUTION}),
        IncidentType.EXERCISE: frozenset({S.IMPACT, S.RESOLUTION, S.LUCKY}),
        IncidentType.MAINTENANCE: frozenset({S.DETECTION, S.LUCKY}),
    }
)
"""Sections that do not apply to incidents of these types."""
_FIELDS_FOR_SECTION: Mapping[SectionName, tuple[str, ...]] = MappingProxyType(
    {
        S.SUMMARY: ("summary",),
        S.CONTRIBUTING_FACTORS: ("contributing_factors", "root_causes"),
        S.ROOT_CAUSE: ("contributing_factors", "root_causes"),
        S.ACTION_ITEMS: ("action_items",),
        S.DETECTION: ("detection",),
        S.RESOLUTION: ("resolution",),
        S.IMPACT: ("impact",),
        S.TRIGGER: ("trigger",),
    }
)
"""Front matter fields that can stand in for a section."""
_CAUSE_SECTIONS = frozenset({S.CONTRIBUTING_FACTORS, S.ROOT_CAUSE})
"""Either of these sections satisfies a requirement of the other."""
_ATTRIBUTES: Mapping[str, str | None] = MappingProxyType({spec.name: spec.attribute for spec in FIELD_SPECS})
"""Front matter field -> the attribute of `Postmortem` that holds its value; `None` if the model does not keep it."""


class RequirementsError(OptionError):
    """The option `requirements` is invalid; the message names the key."""

    subject = "option 'requirements': "


@dataclass(frozen=True, slots=True)
class SectionsAndFields:
    """Required or missing sections, in the order of a document, and front matter fields."""

    sections: tuple[SectionName, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirements:
    """The option `requirements`; severities and statuses that it does not list have the defaults of this module."""

    severities: Mapping[str, SectionsAndFields] = field(default_factory=lambda: MappingProxyType({}))
    """By the name of a severity as `normalize_name` returns it, or `other`."""
    statuses: Mapping[Status, SectionsAndFields] = field(default_factory=lambda: MappingProxyType({}))
    keys: tuple[str, ...] = ()
    """All severities and statuses of the option, as they are spelled there."""

    def required_for(
        self, severity: Term | None, status: Status | None, type: IncidentType | None = None
    ) -> SectionsAndFields:
        """Return the sections and fields that a document must have.

        Args:
            severity: The severity in the taxonomy; `None` if the document has none.
            status: The status; `None` counts as published.
            type: The type of incident, if it is known.
        """
        own = self.statuses.get(
            status or Status.PUBLISHED, SectionsAndFields((), _FIELDS_BY_STATUS[status or Status.PUBLISHED])
        )
        if (status or Status.PUBLISHED) not in FINISHED:
            return own
        graded = self._by_severity(severity, type)
        fields = dict.fromkeys((*own.fields, *graded.fields))
        return SectionsAndFields(_in_document_order({*own.sections, *graded.sections}), tuple(fields))

    def _by_severity(self, severity: Term | None, type: IncidentType | None) -> SectionsAndFields:
        names = [normalize_name(name) for name in severity.names] if severity else []
        configured = next(
            (self.severities[name] for name in (*names, OTHER_SEVERITIES) if name in self.severities), None
        )
        if configured:
            return configured
        sections = set(_default_sections(severity))
        if type:
            sections = (sections | _ADDED_BY_TYPE.get(type, frozenset())) - _OMITTED_BY_TYPE.get(type, frozenset())
        return SectionsAndFields(_in_document_order(sections))


def read_requirements(option: Mapping[str, object]) -> Requirements:
    """Parse the option `requirements`: severities, statuses or `other`, each with `sections` and `fields`.

    Raises:
        RequirementsError: it names an unknown section or field, or has the wrong shape.
    """
    severities: dict[str, SectionsAndFields] = {}
    statuses: dict[Status, SectionsAndFields] = {}
    for name, value in option.items():
        needs = _read_sections_and_fields(str(name), value)
        status = next((status for status in Status if normalize_name(status.value) == normalize_name(str(name))), None)
        if status:
            statuses[status] = needs
        else:
            severities[normalize_name(str(name))] = needs
    return Requirements(MappingProxyType(severities), MappingProxyType(statuses), tuple(map(str, option)))


def unused_requirements(requirements: Requirements, taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """Yield each key of the option that is no status and no severity of the taxonomy, with a message.

    Yields nothing if the site has no taxonomy of its own or if it declares no severities.
    """
    declared = {id: term for id, term in taxonomy.terms(Vocabulary.SEVERITIES).items() if term.declared}
    if not taxonomy.is_declared or not declared:
        return
    lookup = TermLookup(declared)
    fixed = (*(status.value for status in Status), OTHER_SEVERITIES)
    for key in requirements.keys:
        if normalize_name(key) not in map(normalize_name, fixed) and lookup.find(key) is None:
            hint = did_you_mean(key, (*lookup.ids, *fixed))
            yield key, f"{key!r} is no status and no severity of the taxonomy, so that it has no effect.{hint}"


def missing_content(document: Postmortem, required: SectionsAndFields) -> SectionsAndFields:
    """Return the required sections and fields that a document lacks.

    A section also counts as present if a front matter field has its content. A heading without text does not count.
    """
    empty = empty_heading_lines(document.body, document.body_line)
    written = {section.name for section in document.sections if section.line not in empty}
    fields = [name for name in required.fields if not _has_field(document, name)]
    sections = [name for name in required.sections if not _has_section(document, name, written)]
    return SectionsAndFields(tuple(sections), tuple(fields))


def _has_section(document: Postmortem, name: SectionName, written: Collection[SectionName]) -> bool:
    if name in written or (name in _CAUSE_SECTIONS and not _CAUSE_SECTIONS.isdisjoint(written)):
        return True
    if name is SectionName.TIMELINE and document.timeline:
        return True
    return any(_has_field(document, field) and field in document.lines for field in _FIELDS_FOR_SECTION.get(name, ()))


def _has_field(document: Postmortem, name: str) -> bool:
    """Whether a field has a value; for a field that the model does not keep, whether its key is present."""
    if name == "started_at" and document.date:
        return True
    if attribute := _ATTRIBUTES.get(name):
        value = getattr(document, attribute)
        return isinstance(value, int) or bool(value)  # The number 0 is a value.
    return name in document.lines


def _default_sections(severity: Term | None) -> tuple[SectionName, ...]:
    if severity is None or severity.rank is None:
        return _STANDARD_SECTIONS
    return _SECTIONS_BY_RANK.get(severity.rank, _MINIMAL_SECTIONS) if severity.rank > 0 else _ALL_SECTIONS


def _in_document_order(sections: Collection[SectionName]) -> tuple[SectionName, ...]:
    """Return sections in their usual order in a document."""
    order = [*_ALL_SECTIONS, *SectionName]
    return tuple(sorted(sections, key=order.index))


def _read_sections_and_fields(name: str, value: object) -> SectionsAndFields:
    if not isinstance(value, Mapping):
        raise RequirementsError(f"{name!r} is {value!r}; expected a mapping of sections and fields.", name)
    for key in value:
        if key not in ("sections", "fields"):
            raise RequirementsError(f"{name}: {not_one_of('key', str(key), ('sections', 'fields'))}", name, str(key))
    sections = [normalize_name(section) for section in _texts(name, "sections", value)]
    known = {normalize_name(section.value): section for section in SectionName if section is not SectionName.OTHER}
    for section in sections:
        if section not in known:
            names = [one.value for one in known.values()]
            raise RequirementsError(f"{name}: {not_one_of('section', section, names)}", name, "sections")
    fields = tuple(_texts(name, "fields", value))
    for one in fields:
        if one not in FrontMatterFields.model_fields:
            message = f"{name}: {not_one_of('field', one, tuple(FrontMatterFields.model_fields))}"
            raise RequirementsError(message, name, "fields")
    return SectionsAndFields(_in_document_order({known[section] for section in sections}), fields)


def _texts(name: str, key: str, option: Mapping[str, object]) -> Iterator[str]:
    values = option.get(key)
    for value in values if isinstance(values, list | tuple) else () if values is None else (values,):
        if not isinstance(value, str):
            raise RequirementsError(f"{name}: {key} has {value!r}; expected names.", name, key)
        yield value
