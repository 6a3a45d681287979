"""Finds the settings of mkdocs.yml that make pages load something from another host in the reader's browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import yaml
from pymdownx import twemoji_db

from mkdocs_postmortems.audit.external_loads import ExternalLoad, host_of, line_of
from mkdocs_postmortems.audit.link_report import ReportedHosts
from mkdocs_postmortems.audit.urls import loaded_urls
from mkdocs_postmortems.build.site_config import ConfigItem, ConfigPlace, SiteConfig, scalar_text
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.link_policy import AUTO, LinkPolicy
from mkdocs_postmortems.core.parse.comments import blank
from mkdocs_postmortems.sources.labelled_sources import LabelledSources

EXTERNAL_SETTING = "PM054"
_MATERIAL = "material"
_FETCHING_PLUGIN = "privacy"
"""Material's plugin that downloads while it builds what pages would load from other hosts."""
_GOOGLE = "google"
"""Material's only provider of analytics; templates of the site have others, whose requests the audit finds."""
_EMOJI_EXTENSION = "pymdownx.emoji"
_FENCES_EXTENSION = "pymdownx.superfences"
_REMOTE_EMOJI = ("to_png", "to_svg")
"""Emoji generators that load images of another host; those of the same name in Material do so, too."""
_SHORTCODE = re.compile(r"(?<![\w:]):[a-z0-9_+-]{1,60}:(?![\w:])")
_URL = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_TEMPLATE_COMMENT = re.compile(r"\{#.*?(?:#\}|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ExternalSetting:
    """A setting that makes pages load something from other hosts."""

    place: ConfigPlace
    message: str
    """What is loaded."""
    mend: str
    hosts: tuple[str, ...]
    setting: str
    """The words in mkdocs.yml to mark."""
    is_default: bool = False
    """Whether the theme does it because nothing says that it should not."""
    is_left_out: bool = False
    """Whether the builds of `postmortems build` do without it where not everybody may read the site."""


def check_external_settings(settings: Iterable[ExternalSetting], policy: LinkPolicy) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each setting that makes pages load from other hosts, as grave as the site says.

    What a theme does by default is not reported of a site that everybody may read, unless it asks for such warnings.
    Paths are relative to the folder of mkdocs.yml.

    Args:
        settings: What `find_external_settings` found.
        policy: What the site says of requests to other hosts.
    """
    severity = policy.external_severity()
    for found in settings:
        if severity is Severity.OFF or all(map(policy.allows, found.hosts)):
            continue
        if found.is_default and policy.external == AUTO and severity is Severity.WARNING:
            continue
        grave = Severity.WARNING if found.is_left_out else severity
        message = f"{found.message}."
        if found.is_left_out and policy.leaves_out:
            message = f"{found.message}; the sites are built without it."
        path, line = found.place
        yield Diagnostic(path, line, EXTERNAL_SETTING, message, grave, found.mend, highlight=found.setting)


def find_external_settings(site: SiteConfig, sources: LabelledSources) -> Iterator[ExternalSetting]:
    """Yield the settings that make pages load something from another host."""
    if any(item.name.rsplit("/", 1)[-1] == _FETCHING_PLUGIN for item in site.items("plugins")):
        return
    yield from _assets(site)
    yield from _templates(site)
    yield from _emoji(site, sources)
    if site.theme == _MATERIAL:
        yield from _material_settings(site)
        yield from _mermaid(site, sources)
    else:
        yield from _mkdocs_settings(site)


def reported_hosts(
    loads: Iterable[ExternalLoad], settings: Iterable[ExternalSetting], policy: LinkPolicy, nav_file: str = ""
) -> ReportedHosts:
    """Return what documents, style sheets and settings are known to load, so that it is not reported again.

    What sites are built without is not expected in them.
    """
    hosts = frozenset(host for one in settings if not (one.is_left_out and policy.leaves_out) for host in one.hosts)
    return ReportedHosts(hosts, frozenset((load.path, load.host) for load in loads), nav_file)


def leaves_out_fonts(site: SiteConfig) -> bool:
    """Whether the theme loads fonts of another host only because nothing says that it should not."""
    return site.theme == _MATERIAL and site.node("theme", "font") is None


def _assets(site: SiteConfig) -> Iterator[ExternalSetting]:
    for key in ("extra_javascript", "extra_css"):
        for item in site.items(key):
            url = item.path or item.name
            if _URL.match(url):
                yield _copied(item.place, key, url)
    for key in ("logo", "favicon"):
        if _URL.match(url := site.text("theme", key)):
            yield _copied(site.place("theme", key), f"theme.{key}", url)


def _copied(place: ConfigPlace, key: str, url: str) -> ExternalSetting:
    mend = f"Put a copy below docs_dir and name it in {key}, or name {host_of(url)} in the option external_hosts."
    return ExternalSetting(place, f"{key} loads {url!r} on every page", mend, (host_of(url),), url)


def _templates(site: SiteConfig) -> Iterator[ExternalSetting]:
    """Yield the first line of each of the site's own templates that loads something from a host."""
    root = site.path.parent
    for path in sorted((root / site.custom_dir).rglob("*.html")) if site.custom_dir else ():
        text = _TEMPLATE_COMMENT.sub(blank, path.read_text(encoding="utf-8", errors="replace"))
        first = {host_of(url): url for url in reversed([*dict.fromkeys(loaded_urls(text))]) if _URL.match(url)}
        for host, url in first.items():
            if host and host != host_of(site.site_url):
                yield ExternalSetting(
                    ConfigPlace(path.relative_to(root).as_posix(), line_of(text, url)),
                    f"the template loads {url!r}",
                    f"Put a copy below docs_dir and load that, or name {host} in the option external_hosts.",
                    (host,),
                    url,
                )


def _material_settings(site: SiteConfig) -> Iterator[ExternalSetting]:
    if site.text("theme", "font").lower() not in ("false", "no", "off"):
        yield ExternalSetting(
            site.place("theme", "font"),
            "theme.font is not false, so that every page loads fonts from fonts.googleapis.com and fonts.gstatic.com",
            "Write `font: false` below `theme:`; to keep a font, name its file in a style sheet of extra_css.",
            ("fonts.googleapis.com", "fonts.gstatic.com"),
            "font" if site.node("theme", "font") else "theme",
            is_default=leaves_out_fonts(site),
            is_left_out=leaves_out_fonts(site),
        )
    if site.text("extra", "analytics", "provider") == _GOOGLE:
        yield _analytics(site, "extra")
    repository = host_of(site.text("repo_url"))
    if re.search(r"(?:^|\.)git(?:hub|lab)\b", repository):
        asked = "api.github.com" if "github" in repository else repository
        yield ExternalSetting(
            site.place("repo_url"),
            f"repo_url makes every page ask {asked} for the repository's stars and version",
            f"Take repo_url out and set edit_uri_template for links to sources, or name {asked} in external_hosts.",
            (asked,),
            "repo_url",
            is_left_out=True,
        )
    for item in site.items("plugins"):
        if item.name.rsplit("/", 1)[-1] == "offline":
            yield ExternalSetting(
                item.place,
                "the plugin offline makes every page load a script from unpkg.com",
                "Take `offline` out: pages that are opened from a folder have a search without it.",
                ("unpkg.com",),
                item.name,
            )
    for item in site.items("extra", "polyfills"):
        if _URL.match(item.name):
            yield _copied(item.place, "extra.polyfills", item.name)


def _mkdocs_settings(site: SiteConfig) -> Iterator[ExternalSetting]:
    """Yield the settings of the themes that MkDocs ships."""
    if site.theme in ("mkdocs", "readthedocs") and site.text("theme", "highlightjs").lower() not in ("false", "no"):
        yield ExternalSetting(
            site.place("theme", "highlightjs"),
            "theme.highlightjs is not false, so that every page loads scripts from cdnjs.cloudflare.com",
            "Write `highlightjs: false` below `theme:`, and `pymdownx.highlight` in markdown_extensions for colours.",
            ("cdnjs.cloudflare.com",),
            "highlightjs" if site.node("theme", "highlightjs") else "theme",
            is_default=site.node("theme", "highlightjs") is None,
        )
    if site.node("theme", "analytics") is not None:
        yield _analytics(site, "theme")


def _analytics(site: SiteConfig, parent: str) -> ExternalSetting:
    return ExternalSetting(
        site.place(parent, "analytics"),
        f"{parent}.analytics makes every page tell www.googletagmanager.com its address and title",
        "Take `analytics:` out, or count visits on your own server.",
        ("www.googletagmanager.com", "www.google-analytics.com"),
        "analytics",
    )


def _mermaid(site: SiteConfig, sources: LabelledSources) -> Iterator[ExternalSetting]:
    scripts = (item.path or item.name for item in site.items("extra_javascript"))
    if any("mermaid" in script.lower() and _is_loaded(script, site, sources) for script in scripts):
        return
    for item in site.items("markdown_extensions"):
        names = _mermaid_fences(item) if item.name == _FENCES_EXTENSION else ()
        for name in names:
            fence = re.compile(
                rf"^[ \t>*+\d.-]*(?:`{{3,}}|~{{3,}})[ \t]*(?:\{{[ \t]*\.)?{re.escape(name)}\b", re.MULTILINE
            )
            if used := _first_use(sources, fence):
                yield ExternalSetting(
                    item.place,
                    f"the fence {name!r}, used in {used}, makes the theme load mermaid from unpkg.com",
                    f"Copy dist/mermaid.min.js of the npm package mermaid to {site.docs_dir}/javascripts/, and name it "
                    "in mkdocs.yml: `extra_javascript: [javascripts/mermaid.min.js]`. The theme then takes that.",
                    ("unpkg.com",),
                    item.name,
                )


def _is_loaded(script: str, site: SiteConfig, sources: LabelledSources) -> bool:
    """Whether there is a script to load. Where there is none, the theme loads its own, as if it had not been named."""
    place = urlsplit(script)
    folders = (sources.root, *([site.path.parent / site.custom_dir] if site.custom_dir else []))
    return bool(place.netloc) or any((folder / place.path.lstrip("/")).is_file() for folder in folders)


def _mermaid_fences(item: ConfigItem) -> Iterator[str]:
    """Yield the names of fences whose class makes Material draw a diagram."""
    fences = item.option("custom_fences")
    for fence in fences.value if isinstance(fences, yaml.SequenceNode) else ():
        options = {scalar_text(key): scalar_text(value) for key, value in getattr(fence, "value", ())}
        if options.get("class") == "mermaid" and options.get("name"):
            yield options["name"]


def _emoji(site: SiteConfig, sources: LabelledSources) -> Iterator[ExternalSetting]:
    for item in site.items("markdown_extensions"):
        if item.name != _EMOJI_EXTENSION:
            continue
        generator = item.option("emoji_generator")
        named = (generator.tag + scalar_text(generator)).rsplit(".", 1)[-1] if generator else _REMOTE_EMOJI[0]
        used = _first_use(sources, _SHORTCODE, _is_emoji) if named in _REMOTE_EMOJI else ""
        if used:
            yield ExternalSetting(
                item.place,
                f"the emoji of {_EMOJI_EXTENSION}, used in {used}, are images that pages load from another host",
                "Set `emoji_generator: !!python/name:pymdownx.emoji.to_alt`, which writes them as characters.",
                ("cdn.jsdelivr.net", "cdnjs.cloudflare.com", "github.githubassets.com"),
                item.name,
                is_left_out=True,
            )


def _is_emoji(shortcode: str) -> bool:
    return shortcode in twemoji_db.emoji or shortcode in twemoji_db.aliases


def _first_use(sources: LabelledSources, pattern: re.Pattern[str], accepts: Callable[[str], bool] = bool) -> str:
    """Return the first place that matches, with the number of other documents that do; empty if there is none."""
    places = []
    for one in sources.documents:
        for found in pattern.finditer(one.source.text):
            if accepts(found[0]):
                places.append(
                    f"{sources.display_path(one.path)}:{one.source.text.count(chr(10), 0, found.start()) + 1}"
                )
                break
    more = f" and {len(places) - 1:,} more" if len(places) > 1 else ""
    return f"{places[0]}{more}" if places else ""
