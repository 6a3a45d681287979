"""One tree for each audience: label, stage, build apart, verify, and only then replace what there was."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.core.audiences.model import Audience, Audiences
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE
from mkdocs_postmortems.history import History, read_history
from mkdocs_postmortems.holdings import Holdings, read_holdings
from mkdocs_postmortems.locking import locked
from mkdocs_postmortems.outside import Outside
from mkdocs_postmortems.review import review, review_options
from mkdocs_postmortems.settings import PLUGIN, ConfigurationError, load_settings
from mkdocs_postmortems.staging.ageing import age_for, write_age
from mkdocs_postmortems.staging.child import run_build
from mkdocs_postmortems.staging.config import SiteConfig, read_site_config
from mkdocs_postmortems.staging.inputs import build_name
from mkdocs_postmortems.staging.room import stages
from mkdocs_postmortems.staging.stage import Stage, settle_times, write_stage
from mkdocs_postmortems.staging.swap import begin, replace_trees
from mkdocs_postmortems.verify.manifest import write_manifest
from mkdocs_postmortems.verify.origin import write_origin
from mkdocs_postmortems.verify.report import Verdict
from mkdocs_postmortems.verify.tree import verify_tree

Said = Callable[[str, str], None]
"""Told of each step: the audience, and what is done for it now."""

_LABELS = ("PM060", "PM061", "PM062", "PM063")
"""Errors of labels: where there are no audiences, somebody took them out of the configuration."""


@dataclass(frozen=True, slots=True)
class View:
    """The tree of one audience."""

    audience: str
    slug: str
    lines: tuple[str, ...] = ()
    """What its build said."""
    verdict: Verdict | None = None
    """What the verification found; nothing if the build failed."""

    @property
    def ok(self) -> bool:
        """Whether it may be published."""
        return self.verdict is not None and self.verdict.is_clean


@dataclass(frozen=True, slots=True)
class Built:
    """How it went."""

    target: Path
    problems: tuple[Diagnostic, ...]
    """What stands in the sources; with an error among them nothing is built."""
    views: tuple[View, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the trees were replaced."""
        return bool(self.views) and all(view.ok for view in self.views)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built."""

    config: Path
    """mkdocs.yml."""
    target: Path
    """The folder that gets a tree, a manifest and the build's name for each audience."""
    when: int
    """Seconds since 1970 that the builds take for now."""
    only: tuple[str, ...] = ()
    """The audiences whose trees are built, by name or folder; all if none is named. Other trees stay."""
    jobs: int | None = None
    """How many builds run side by side; as many as there are processors if it is not said."""


def build_trees(order: Order, said: Said) -> Built:
    """Build, verify and put into place the trees of audiences.

    Args:
        order: What is to be built.
        said: Told of each step.

    Raises:
        PostmortemsError: the configuration is not what it has to be, or another run builds there.
    """
    site, holdings = _read(order.config)
    wanted = _wanted(holdings.rules.audiences, order.only)
    # Without audiences the one build says what is wrong with options.
    options = review_options(holdings.project) if holdings.rules.audiences else ()
    problems = tuple(sorted({*holdings.problems, *review(holdings), *options}))
    if any(problem.is_error and (holdings.rules.audiences or problem.code in _LABELS) for problem in problems):
        return Built(order.target, problems)
    order.target.mkdir(parents=True, exist_ok=True)
    with locked(order.target), stages() as room:
        history = read_history(holdings.root)
        name = build_name(holdings, site, order.when, history)
        maker = _Maker(holdings, Outside(holdings), site, history, order.when, name, begin(order.target), room, said)
        try:
            with ThreadPoolExecutor(order.jobs or os.cpu_count()) as pool:
                built = Built(order.target, problems, tuple(pool.map(maker.make, wanted)))
            if built.ok:
                replace_trees(order.target, maker.siblings)
        finally:
            shutil.rmtree(maker.new, ignore_errors=True)
    return built


def _read(config: Path) -> tuple[SiteConfig, Holdings]:
    site, project = read_site_config(config), load_settings(config)
    if not project.has_plugin:
        message = f"{config}: there is no plugin {PLUGIN!r} in it, so that everybody would read everything."
        raise ConfigurationError(message)
    return site, read_holdings(project, site.named)


def _readers(audiences: Audiences) -> tuple[Audience, ...]:
    return audiences.widest_first or (Audience(name=UNRESTRICTED_AUDIENCE, slug=UNRESTRICTED_AUDIENCE),)


def _wanted(audiences: Audiences, only: tuple[str, ...]) -> tuple[Audience, ...]:
    """Return the audiences that were asked for; what there is none of is a mistake."""
    readers = _readers(audiences)
    known = {form for reader in readers for form in (reader.name, reader.slug)}
    for name in only:
        if name not in known:
            names = ", ".join(sorted(reader.name for reader in readers))
            raise ConfigurationError(f"there is no audience {name!r}; expected one of {names}.")
    return tuple(reader for reader in readers if not only or {reader.name, reader.slug} & {*only})


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the tree of one audience after another."""

    holdings: Holdings
    outside: Outside
    site: SiteConfig
    history: History | None
    when: int
    name: str
    """What the build is called, the same for all of its trees."""
    new: Path
    room: Path
    """Where stages are written."""
    said: Said

    @property
    def siblings(self) -> tuple[str, ...]:
        """The folders of all trees that the site has."""
        return tuple(reader.slug for reader in _readers(self.holdings.rules.audiences))

    def make(self, audience: Audience) -> View:
        """Stage, build, verify and pack one tree."""
        folder = Path(tempfile.mkdtemp(dir=self.room))
        try:
            return self._make(audience, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _make(self, audience: Audience, folder: Path) -> View:
        name = audience.name
        self.said(name, "staging")
        stage = write_stage(folder, self.holdings, self.site, name, self.when)
        write_age(folder, age_for(self.holdings, self.history, name))
        self.said(name, "building")
        environment = {key: os.environ[key] for key in self.site.environment if key in os.environ}
        outcome = run_build(stage, self._forbidden(), self.when, environment)
        if not outcome.ok:
            return View(name, audience.slug, outcome.lines)
        self.said(name, "verifying")
        verdict = self._verified(stage)
        if verdict.is_clean:
            self.said(name, "packing")
            shutil.move(stage.site, self.new / audience.slug)
            write_manifest(self.new / audience.slug, name)
            write_origin(self.new / audience.slug, self.name, self.siblings)
            settle_times(self.new / audience.slug, self.when)
        self.said(name, "done" if verdict.is_clean else "refused")
        return View(name, audience.slug, outcome.lines, verdict)

    def _forbidden(self) -> tuple[Path, ...]:
        """Return what no build reads: the project, its sources, trees that are built, stages of other audiences."""
        return self.site.path.resolve().parent, self.holdings.root, self.new.parent, Path(tempfile.gettempdir())

    def _verified(self, stage: Stage) -> Verdict:
        canaries = self.outside.canaries(stage.clearance, stage.taxonomy)
        return verify_tree(stage.site, canaries=canaries, site_url=self.site.site_url)
