"""Lists the generated pages of a site: home page, facet indexes, facet values, open actions, search pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mkdocs_postmortems.core.facet_values import PageLink
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.pages.actions_page import build_actions_pages
from mkdocs_postmortems.core.pages.digest_pages import build_digest_pages
from mkdocs_postmortems.core.pages.facet_index_page import build_facet_index_page
from mkdocs_postmortems.core.pages.facet_value_page import build_facet_value_pages
from mkdocs_postmortems.core.pages.home_page import browsable_facets, build_home_page
from mkdocs_postmortems.core.pages.insights import build_insights_page, insights_list_pages
from mkdocs_postmortems.core.pages.insights.page import build_questions, insights_csv_files
from mkdocs_postmortems.core.pages.insights.question import InsightQuestion
from mkdocs_postmortems.core.pages.learn_page import build_learn_page
from mkdocs_postmortems.core.pages.page_uris import (
    ACTIONS_URI,
    HOME_URI,
    INSIGHTS_URI,
    LEARN_URI,
    SEARCH_URI,
    SIMILAR_URI,
)
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch
from mkdocs_postmortems.core.pages.search_pages import build_search_pages, build_similar_page
from mkdocs_postmortems.core.pages.service_map import build_service_graph
from mkdocs_postmortems.core.pages.site_model import SiteModel


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    """A file to generate that is no page."""

    uri: str
    """Path relative to the folder of postmortems."""
    text: str


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page to generate: URI, title, template and the template's data."""

    uri: str
    """Source URI relative to the folder of postmortems."""
    title: str
    template: str
    data: object
    """What the template shows: one of the dataclasses above, or that of a page with a module of its own."""
    files: tuple[GeneratedFile, ...] = ()
    """Files that the page links to, such as its numbers as CSV."""


def build_generated_pages(
    site_model: SiteModel, home: str = HOME_URI, saved: Iterable[SavedSearch] = ()
) -> Iterator[GeneratedPage]:
    """Yield every generated page of a view; `home` is the URI of the home page."""
    questions = build_questions(site_model)
    yield GeneratedPage(home, Message("Postmortems"), "home.html", build_home_page(site_model, questions))
    yield GeneratedPage(SIMILAR_URI, Message("Similar incidents"), "similar.html", build_similar_page(site_model))
    for uri, search in build_search_pages(site_model, tuple(saved)):
        yield GeneratedPage(uri, search.name, "search.html", search)
    yield GeneratedPage(LEARN_URI, Message("Learn"), "learn.html", build_learn_page(site_model))
    for uri, digest in build_digest_pages(site_model):
        yield GeneratedPage(uri, digest.month.name, "digest.html", digest)
    for uri, actions in build_actions_pages(site_model):
        number = actions.page
        heading = Message("Open actions") if number == 1 else Message("Open actions, page {page}", page=str(number))
        yield GeneratedPage(uri, heading, "actions.html", actions)
    yield from _insights_pages(site_model, questions)
    graph = build_service_graph(site_model)
    for facet in site_model.facets.specs:
        index = build_facet_index_page(site_model, facet, graph)
        yield GeneratedPage(facet.index_uri, facet.heading, "index.html", index)
        for value in site_model.facets.of(facet):
            for uri, page in build_facet_value_pages(site_model, value, graph):
                name = value.term.name
                title: str = name if page.first else Message("{name}, page {page}", name=name, page=str(page.page))
                yield GeneratedPage(uri, title, "value.html", page)


def _insights_pages(site_model: SiteModel, questions: tuple[InsightQuestion, ...]) -> Iterator[GeneratedPage]:
    page = build_insights_page(site_model, questions)
    files = tuple(GeneratedFile(uri, text) for uri, text in insights_csv_files(questions))
    yield GeneratedPage(INSIGHTS_URI, Message("Insights"), "insights.html", page, files)
    for uri, lists in insights_list_pages(site_model, questions):
        yield GeneratedPage(uri, lists.title, "insights_list.html", lists)


class Tabs(NamedTuple):
    """The links that lead through the postmortems from every page."""

    home: PageLink
    browse: tuple[PageLink, ...]
    """The indexes of facets."""
    others: tuple[PageLink, ...]
    """What people do: search, compare, work on actions."""


def build_tabs(site_model: SiteModel, home: str = HOME_URI) -> Tabs:
    """Return the links of the navigation: home page, facet indexes with enough values, searches and actions."""
    others = (
        PageLink(Message("Search"), SEARCH_URI),
        PageLink(Message("Similar"), SIMILAR_URI),
        PageLink(Message("Actions"), ACTIONS_URI),
        PageLink(Message("Insights"), INSIGHTS_URI),
        PageLink(Message("Learn"), LEARN_URI),
    )
    return Tabs(PageLink(Message("Postmortems"), home), browsable_facets(site_model), others)
