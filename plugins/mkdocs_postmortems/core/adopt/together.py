"""Many documents at once: an id is proposed for one of them only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mkdocs_postmortems.core.adopt.adoption import Adoption, Wish, adopt, rejoined
from mkdocs_postmortems.core.frontmatter import read_front_matter
from mkdocs_postmortems.core.names import fold
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy


def adopt_all(
    texts: Iterable[tuple[str, str]], taxonomy: Taxonomy, wish: Wish | None = None, *, comments: bool = False
) -> list[Adoption]:
    """Adopt documents, given as path and text; none gets an id that another one has or would get."""
    adoptions = [adopt(path, text, taxonomy, wish) for path, text in texts]
    ids = Counter(id for adoption in adoptions for id in _ids(adoption))
    return [_finished(adoption, ids, comments=comments) for adoption in adoptions]


def _finished(adoption: Adoption, ids: Counter[str], *, comments: bool) -> Adoption:
    own = [p for p in adoption.proposals if p.field != "id" or ids[fold(p.value)] == 1]
    if len(own) == len(adoption.proposals) and not comments:
        return adoption
    return rejoined(adoption, own, comments=comments)


def _ids(adoption: Adoption) -> Iterable[str]:
    declared = read_front_matter(Source(adoption.path, adoption.before)).fields.id
    proposed = [proposal.value for proposal in adoption.proposals if proposal.field == "id"]
    return {fold(id) for id in (declared, *proposed) if id}
