"""The facets: fields by which users browse and filter. Each is declared once, as a row of `FACETS`.

Index pages, pages of values, links, breadcrumbs, search filters and command line options are made from these rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from types import MappingProxyType

from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.taxonomy import Vocabulary

UNDATED = "undated"
"""Id of the year of documents without a date."""


class ValueOrder(Enum):
    """Order of the values on the index page of a facet."""

    COUNT = auto()
    """The value of most documents first."""
    RANK = auto()
    """By rank in the taxonomy; values without a rank last."""
    YEAR = auto()
    """By year, newest first; documents without a date last."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FacetSpec:
    """Declaration of one facet. Two specs with the same id are equal."""

    id: str
    """Name in data: in concepts of the similarity index, and as a parameter of commands."""
    url: str
    """First path segment of its pages: `services` in `/services/checkout-api/`."""
    filter_key: str
    """Name of the filter in the URL of a search, `?service=checkout-api`, and of the option, `--service`."""
    heading: str
    """Title of its index page."""
    noun: str
    """What one value is called."""
    phrase: str
    """Words between the number of results and the chosen values: "3 incidents `with` Retry storm"."""
    read: Callable[[Postmortem], Iterable[str]]
    """Returns the ids of the values of a document."""
    vocabulary: Vocabulary | None = None
    """Vocabulary of the taxonomy that names its values, if there is one."""
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Names of values by id, for a facet without a vocabulary; other values are named by their id."""
    empty_hint: str = Message("There is no postmortem yet.")
    """Text of its index page while no document has a value."""
    order: ValueOrder = ValueOrder.COUNT
    min_values: int = 1
    """Number of values in use from which on pages link to its index."""
    lists_declared: bool = False
    """Whether terms of the taxonomy get a page before any document uses them."""
    covers_records: bool = False
    """Whether it also covers records that are not incidents, such as maintenance."""
    is_searchable: bool = False
    """Whether a full-text search finds documents by the names of their values."""
    co_occurs: bool = False
    """Whether pages of values list the values of this facet that occur most often together with theirs."""

    @property
    def index_uri(self) -> str:
        """Source URI of its index page."""
        return f"{self.url}/index.md"

    @property
    def is_by_count(self) -> bool:
        """Whether its index starts with the value of most documents."""
        return self.order is ValueOrder.COUNT

    @property
    def is_years(self) -> bool:
        """Whether its values are years."""
        return self.order is ValueOrder.YEAR

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FacetSpec) and self.id == other.id

    def __hash__(self) -> int:
        return hash(self.id)

    def ids(self, document: Postmortem) -> tuple[str, ...]:
        """Return the ids of a document's values, each once."""
        return tuple(dict.fromkeys(self.read(document)))


def _optional(id: str | None) -> tuple[str, ...]:
    return (id,) if id else ()


SERVICES = FacetSpec(
    id="services",
    url="services",
    filter_key="service",
    heading=Message("Services"),
    noun=Message("service"),
    phrase=Message("in"),
    read=lambda document: document.services,
    vocabulary=Vocabulary.SERVICES,
    empty_hint=Message("No postmortem names a service yet. List them in the front matter: services: [checkout-api]."),
    lists_declared=True,
    is_searchable=True,
    co_occurs=True,
)
FACTORS = FacetSpec(
    id="factors",
    url="factors",
    filter_key="factor",
    heading=Message("Contributing factors"),
    noun=Message("contributing factor"),
    phrase=Message("with"),
    read=lambda document: document.factor_ids,
    vocabulary=Vocabulary.FACTORS,
    empty_hint=Message(
        "No postmortem names a contributing factor yet. Add contributing_factors to the front matter; the "
        "taxonomy says which there are."
    ),
    is_searchable=True,
    co_occurs=True,
)
TAGS = FacetSpec(
    id="tags",
    url="tags",
    filter_key="tag",
    heading=Message("Tags"),
    noun=Message("tag"),
    phrase=Message("tagged"),
    read=lambda document: document.tags,
    vocabulary=Vocabulary.TAGS,
    empty_hint=Message("No postmortem has a tag yet. Add tags to the front matter: tags: [database]."),
    is_searchable=True,
    co_occurs=True,
)
SEVERITIES = FacetSpec(
    id="severities",
    url="severities",
    filter_key="severity",
    heading=Message("Severities"),
    noun=Message("severity"),
    phrase=Message("of severity"),
    read=lambda document: _optional(document.severity),
    vocabulary=Vocabulary.SEVERITIES,
    empty_hint=Message("No postmortem states a severity yet. Add severity to the front matter: severity: sev2."),
    order=ValueOrder.RANK,
    lists_declared=True,
)
TEAMS = FacetSpec(
    id="teams",
    url="teams",
    filter_key="team",
    heading=Message("Teams"),
    noun=Message("team"),
    phrase=Message("of"),
    read=lambda document: document.teams,
    vocabulary=Vocabulary.TEAMS,
    empty_hint=Message("No postmortem names a team yet. Add teams to the front matter: teams: [payments]."),
    lists_declared=True,
    is_searchable=True,
)
TRIGGERS = FacetSpec(
    id="triggers",
    url="triggers",
    filter_key="trigger",
    heading=Message("Triggers"),
    noun=Message("trigger"),
    phrase=Message("triggered by"),
    read=lambda document: _optional(document.trigger),
    vocabulary=Vocabulary.TRIGGERS,
    empty_hint=Message(
        "No postmortem names its trigger yet. Add trigger to the front matter; the taxonomy says which there are."
    ),
    is_searchable=True,
)
DETECTIONS = FacetSpec(
    id="detections",
    url="detections",
    filter_key="detection",
    heading=Message("Detection"),
    noun=Message("way of detection"),
    phrase=Message("detected by"),
    read=lambda document: _optional(document.detection),
    vocabulary=Vocabulary.DETECTIONS,
    empty_hint=Message(
        "No postmortem says how it was detected yet. Add detection to the front matter; the taxonomy says which "
        "ways there are."
    ),
)
KINDS = FacetSpec(
    id="kinds",
    url="kinds",
    filter_key="kind",
    heading=Message("Kinds"),
    noun=Message("kind"),
    phrase=Message("among"),
    read=lambda document: (document.kind.value,),
    names=MappingProxyType(
        {"postmortem": Message("Postmortems"), "notice": Message("Notices"), "page": Message("Maintenance")}
    ),
    min_values=2,
    covers_records=True,
)
YEARS = FacetSpec(
    id="years",
    url="years",
    filter_key="year",
    heading=Message("Years"),
    noun=Message("year"),
    phrase=Message("in"),
    read=lambda document: (document.year or UNDATED,),
    names=MappingProxyType({UNDATED: Message("Without a date")}),
    order=ValueOrder.YEAR,
)

UNINFORMATIVE_VALUES = frozenset({"unknown", "other", "none"})
"""Values that say nothing of an incident, such as an unknown trigger."""

FACETS = (SERVICES, FACTORS, TAGS, SEVERITIES, TEAMS, TRIGGERS, DETECTIONS, KINDS, YEARS)
"""All facets, in display order.

Functions that make pages or filters take the table as an argument, with this one as the default. Some pages name a
facet (the home page has a table of services), so every table needs the rows above; addresses and wording may differ.
"""
