"""Links from numbers to the incidents that they count: a section of a page of lists, or the incident itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.insights.cohort import Cohort
from mkdocs_postmortems.core.insights.statistics_json import is_withheld
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.slug import make_slugs


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table of the insights page."""

    text: str
    uri: str | None = None
    """What it links to."""
    heat: int = 0
    """For heat maps: 0 to 100."""
    label: str = ""
    """What a link says to who cannot see its row and column."""


@dataclass(frozen=True, slots=True)
class CohortLinks:
    """The cohorts of one question, and where their lists are."""

    question: str
    cohorts: tuple[Cohort, ...]
    """Those with a list of their own."""
    min_count: int
    """Numbers over fewer incidents are withheld."""
    _anchors: Mapping[str, str]

    @property
    def uri(self) -> str:
        """Source URI of the page that lists the incidents of each cohort."""
        return f"insights/{self.question}.md"

    def anchor(self, cohort: Cohort) -> str:
        """Return the anchor of the list of a cohort."""
        return f"of-{self._anchors[cohort.id]}"

    def address(self, cohort: Cohort) -> str | None:
        """Return where the incidents of a cohort are: one incident is opened at once."""
        if not cohort.documents or is_withheld(cohort.count, self.min_count):
            return None
        if cohort.count == 1:
            return cohort.documents[0].path
        return f"{self.uri}#{self.anchor(cohort)}" if cohort.id in self._anchors else None

    def cell(self, cohort: Cohort, *, most: int = 0) -> Cell:
        """Return the number of incidents of a cohort as a linked cell; `most` is the number that is hottest."""
        if is_withheld(cohort.count, self.min_count):
            return Cell(Message("under {number}", number=self.min_count))
        heat = round(100 * cohort.count / most) if most else 0
        words = Message("{number} incidents", "{number} incident", number=cohort.count)
        label = Message("{name}: {words}", name=cohort.name, words=words)
        return Cell(str(cohort.count or ""), self.address(cohort), heat, label)


def link_cohorts(question: str, cohorts: Iterable[Cohort], min_count: int) -> CohortLinks:
    """Return the links of a question; cohorts with an id that was there before, or with one incident, get no list."""
    listed = {c.id: c for c in cohorts if c.count > 1 and not is_withheld(c.count, min_count)}
    return CohortLinks(question, tuple(listed.values()), min_count, make_slugs(listed))
