"""The mkdocs.yml of one audience's build: the site's own, without what the audience may not read.

It is edited as a tree of YAML nodes, so that tags such as `!ENV` and `!!python/name:` stay what they are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import yaml

from mkdocs_postmortems.core.audiences.audience_sources import filter_nav
from mkdocs_postmortems.core.audiences.model import Audience, Audiences
from mkdocs_postmortems.core.pages.page_uris import GENERATED_FOLDERS
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch, parse_saved_searches
from mkdocs_postmortems.settings import PLUGIN, PLUGIN_BESIDE_CONFIG, ConfigurationError
from mkdocs_postmortems.sources.files import display_path, is_tool_folder
from mkdocs_postmortems.sources.source_tree import WELL_KNOWN

_STR_TAG = "tag:yaml.org,2002:str"
_MAP_TAG = "tag:yaml.org,2002:map"
_SEQ_TAG = "tag:yaml.org,2002:seq"
_FILE_OPTIONS = ("extra_css", "extra_javascript", "extra_templates")
_QUIET_VALIDATION = {"links": {"not_found": "info", "unrecognized_links": "info"}}
"""MkDocs' option `validation` where the site has none: the audit reports dead links, at their lines."""
_GIT_DATES = ("git-revision-date-localized", "git-revision-date")
"""Plugins that show when pages last changed. No git answers in a staging folder: `site/` shows what was read before."""
_OTHERS_ASKING_GIT = ("git-authors", "git-committers")
"""Plugins that ask git for what `site/` does not show. The sites are built without them."""
_WITHOUT_GIT: Mapping[str, Mapping[str, object]] = {"rss": {"use_git": False}}
"""Plugins that can do without git, and the options that tell them so; otherwise they warn, which `strict` stops at."""
_DROPPED_OPTIONS = ("INHERIT", "nav", "docs_dir", "site_dir", "watch")
_DROPPED_PLUGINS = (PLUGIN_BESIDE_CONFIG, *_GIT_DATES, *_OTHERS_ASKING_GIT)


class ConfigPlace(NamedTuple):
    """A line of mkdocs.yml, or of a file that it inherits."""

    path: str
    """Relative to the folder of mkdocs.yml."""
    line: int
    """1-based."""


@dataclass(frozen=True, slots=True)
class ConfigItem:
    """An item of a list in mkdocs.yml: a name, alone or with options."""

    name: str
    node: yaml.Node
    options: yaml.Node | None

    @property
    def place(self) -> ConfigPlace:
        """Where it is written."""
        return _place(self.node)

    @property
    def path(self) -> str:
        """The file of a style or script: the item, or its key `path`; empty if there is none."""
        return scalar_text(_get(self.node, "path") if isinstance(self.node, yaml.MappingNode) else self.node)

    def option(self, key: str) -> yaml.Node | None:
        """Return the node of an option; `None` if it is not set."""
        return _get(self.options, key)

    @property
    def option_texts(self) -> Iterator[str]:
        """All scalars of its options, however deep."""
        return (
            (node.value for node in _scalars(self.options) if not node.tag.startswith("!"))
            if self.options
            else iter(())
        )


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """The nodes of mkdocs.yml, merged with the files that it inherits."""

    path: Path
    root: yaml.MappingNode

    @property
    def docs_dir(self) -> str:
        """`docs_dir` as it is written."""
        return scalar_text(_get(self.root, "docs_dir")) or "docs"

    @property
    def site_url(self) -> str:
        """`site_url`; empty if not set."""
        return scalar_text(_get(self.root, "site_url"))

    @property
    def custom_dir(self) -> str:
        """`theme.custom_dir`; empty if not set."""
        theme = _get(self.root, "theme")
        return scalar_text(_get(theme, "custom_dir")) if isinstance(theme, yaml.MappingNode) else ""

    @property
    def hooks(self) -> tuple[str, ...]:
        """The paths in `hooks`."""
        return tuple(map(scalar_text, _items(_get(self.root, "hooks"))))

    @property
    def referenced_files(self) -> tuple[str, ...]:
        """Files below `docs_dir` that the configuration refers to: logo, favicon, styles, scripts."""
        paths = [item.path for key in _FILE_OPTIONS for item in self.items(key)]
        paths += [self.text("theme", key) for key in ("logo", "favicon")]
        return tuple(filter(None, paths))

    @property
    def nav_titles(self) -> tuple[str, ...]:
        """The titles of all entries and sections of `nav`."""
        return tuple(_titles(_to_python(_get(self.root, "nav"))))

    @property
    def nav_targets(self) -> Iterator[tuple[str, ConfigPlace]]:
        """What the entries of `nav` lead to as written, and where each is written."""
        return ((target.value, _place(target)) for target in _targets(_get(self.root, "nav")))

    @property
    def nav_audiences(self) -> Mapping[str, str]:
        """The option `nav_audiences`: titles of entries in `nav`, and the audience that gets them."""
        given = _to_python(self._plugin_option("nav_audiences"))
        return {title: str(name) for title, name in given.items()} if isinstance(given, dict) else {}

    def _plugin_option(self, name: str) -> yaml.Node | None:
        return next((item.option(name) for item in self.items("plugins") if item.name == PLUGIN), None)

    def with_option(self, name: str, *, value: object) -> SiteConfig:
        """Return the configuration with an option of MkDocs set to a value."""
        others = [(key, node) for key, node in self.root.value if scalar_text(key) != name]
        root = yaml.MappingNode(_MAP_TAG, [*others, (_node(name), _node(value))], self.root.start_mark)
        return replace(self, root=root)

    def with_well_known(self) -> SiteConfig:
        """Return the configuration by which MkDocs, which leaves out hidden folders, publishes that one."""
        patterns = f"{self.text('exclude_docs')}\n!/{WELL_KNOWN}/\n".lstrip("\n")
        return self.with_option("exclude_docs", value=patterns)

    def line_of(self, text: str) -> int:
        """Return the line (1-based) of the first scalar that is this text; 1 if there is none."""
        return next((node.start_mark.line + 1 for node in _scalars(self.root) if node.value == text), 1)

    def node(self, *keys: str) -> yaml.Node | None:
        """Return the node at a path of keys; `None` if there is none."""
        found: yaml.Node | None = self.root
        for key in keys:
            found = _get(found, key)
        return found

    def text(self, *keys: str) -> str:
        """Return the scalar at a path of keys as written; empty if there is none."""
        return scalar_text(self.node(*keys))

    def place(self, *keys: str) -> ConfigPlace:
        """Return the place of the key at the end of a path; that of the last one that there is, else the first line."""
        found: yaml.Node | None = self.root
        place = ConfigPlace(self.path.name, 1)
        for key in keys:
            entry = next(((name, value) for name, value in _entries(found) if scalar_text(name) == key), None)
            if entry is None:
                break
            place, found = _place(entry[0]), entry[1]
        return place

    def items(self, *keys: str) -> list[ConfigItem]:
        """Return the items of a list, or of a mapping as a list, such as plugins and Markdown extensions."""
        return [
            ConfigItem(_plugin_name(item), item, item.value[0][1] if _is_entry(item) else None)
            for item in _items(self.node(*keys))
        ]

    @property
    def theme(self) -> str:
        """The name of the theme; `mkdocs` is MkDocs' default."""
        return self.text("theme") or self.text("theme", "name") or "mkdocs"

    @property
    def has_git_dates(self) -> bool:
        """Whether a plugin is to show when pages last changed, which asks git for it."""
        return any(item.name in _GIT_DATES for item in self.items("plugins"))

    @property
    def asking_git(self) -> Iterator[ConfigItem]:
        """The plugins that the sites are built without, or without what they ask git for."""
        for item in self.items("plugins"):
            is_told = item.name in _WITHOUT_GIT and scalar_text(item.option("use_git")).lower() not in ("false", "no")
            if item.name in _OTHERS_ASKING_GIT or is_told:
                yield item

    @property
    def files_of_options(self) -> Iterator[tuple[ConfigItem, str]]:
        """The files and folders beside the documents that options of plugins and Markdown extensions name."""
        root = self.path.parent.resolve()
        docs = (root / self.docs_dir).resolve()
        for item in (*self.items("plugins"), *self.items("markdown_extensions")):
            for name in dict.fromkeys(item.option_texts if item.name not in (PLUGIN, *_DROPPED_PLUGINS) else ()):
                path = (root / name).resolve() if _may_be_path(name) else root
                is_apart = not path.is_relative_to(docs) and not docs.is_relative_to(path)
                if is_apart and path.is_relative_to(root) and path.exists() and not is_tool_folder(path):
                    yield item, name

    @property
    def nav_file(self) -> str:
        """The name of files that are the navigation for the plugin literate-nav; empty without it."""
        item = next((item for item in self.items("plugins") if item.name == "literate-nav"), None)
        return (scalar_text(item.option("nav_file")) or "SUMMARY.md") if item else ""

    @property
    def environment_variables(self) -> frozenset[str]:
        """The environment variables that `!ENV` tags name."""
        return frozenset(_env_variables(self.root))

    def given_variables(self) -> dict[str, str]:
        """Return those of them that are set, with their values: every stage gets them."""
        return {name: os.environ[name] for name in self.environment_variables if name in os.environ}

    def for_audience(
        self,
        audience: str,
        audiences: Audiences,
        default: str,
        has_file: Callable[[str], bool],
        docs_dir: str,
        *,
        finds: Callable[[SavedSearch], bool] = bool,
        without_fonts: bool = False,
    ) -> str:
        """Return the mkdocs.yml of one audience's build.

        Args:
            audience: The audience to build for.
            audiences: All audiences; the build gets only those that this one includes.
            default: The default audience; empty if there is none.
            has_file: Whether a path below `docs_dir` is among the files of this audience.
            docs_dir: The name of the folder of sources in the staging folder.
            finds: Whether a saved search may find something among the documents of this audience.
            without_fonts: Whether the theme is told not to load fonts from another host.
        """
        entries = [(key, value) for key, value in self.root.value if scalar_text(key) not in _DROPPED_OPTIONS]
        readable = audiences.included_in(audience) if audiences else frozenset[str]()
        nav = filter_nav(
            _to_python(_get(self.root, "nav")),
            has_file,
            lambda title: not audiences or self.nav_audiences.get(title, audience) in readable,
            self.site_url if audiences else None,
            GENERATED_FOLDERS,
        )
        options = _options(audience, audiences, default) if audiences else {}
        if audiences and (searches := _to_python(self._plugin_option("saved_searches"))):
            options["saved_searches"] = {
                one.name: searches[one.name]
                for one in parse_saved_searches(searches)
                if (not one.audience or one.audience in readable) and finds(one)
            }
        entries = [
            (key, _staged_plugins(value, options) if scalar_text(key) == "plugins" else value) for key, value in entries
        ]
        if without_fonts:
            entries = [(key, _without_fonts(value) if scalar_text(key) == "theme" else value) for key, value in entries]
        if _get(self.root, "validation") is None:
            entries.append((_node("validation"), _node(_QUIET_VALIDATION)))
        made: list[tuple[str, Any]] = [("docs_dir", docs_dir), ("site_dir", "site")]
        made += [("nav", nav)] if nav is not None else []
        entries += [(_node(key), _node(value)) for key, value in made]
        return str(yaml.serialize(yaml.MappingNode(_MAP_TAG, entries)))


def _options(audience: str, audiences: Audiences, default: str) -> dict[str, Any]:
    """Return the plugin options of the build: of the audiences, only those that it includes."""
    readable = audiences.included_in(audience)
    known = {name: _audience(audiences.by_name[name]) for name in audiences.names if name in readable}
    return {"audience": audience, "audiences": known, "default_audience": default if default in readable else ""}


def _audience(audience: Audience) -> dict[str, Any]:
    """Return what the build of a site needs to know of an audience: nothing about who belongs to it."""
    return {"includes": list(audience.includes), **({"anyone": True} if audience.anyone else {})}


def read_site_config(path: Path) -> SiteConfig:
    """Read mkdocs.yml and what it inherits.

    Raises:
        ConfigurationError: a file cannot be read, is no mapping, or inherits from itself.
    """
    return SiteConfig(path, _read_inherited(path, (), path.parent))


def _read_inherited(path: Path, inheriting: tuple[Path, ...], start: Path) -> yaml.MappingNode:
    """Return the nodes of a file and of what it inherits; marks have the file's path relative to `start`."""
    if path.resolve() in inheriting:
        raise ConfigurationError(f"{path}: inherits from itself.")
    try:
        loader = yaml.SafeLoader(path.read_text(encoding="utf-8-sig"))
        loader.name = display_path(path, start)
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigurationError(f"{path}:{line}: is not valid YAML: {error.problem}") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{path}: cannot be read: {str(error).splitlines()[0]}") from error
    if not isinstance(root, yaml.MappingNode):
        raise ConfigurationError(f"{path}: expected a mapping of settings")
    parent = scalar_text(_get(root, "INHERIT"))
    if not parent:
        return root
    return _merged(_read_inherited(path.parent / parent, (*inheriting, path.resolve()), start), root)


def _merged(base: yaml.MappingNode, over: yaml.MappingNode) -> yaml.MappingNode:
    """Merge mappings as MkDocs does: the inheriting file wins, lists are replaced."""
    entries = {scalar_text(key): (key, value) for key, value in base.value}
    for key, value in over.value:
        known = entries.get(scalar_text(key))
        if known and isinstance(known[1], yaml.MappingNode) and isinstance(value, yaml.MappingNode):
            entries[scalar_text(key)] = (key, _merged(known[1], value))
        else:
            entries[scalar_text(key)] = (key, value)
    return yaml.MappingNode(_MAP_TAG, list(entries.values()))


def _staged_plugins(plugins: yaml.Node, options: dict[str, Any]) -> yaml.Node:
    """Return the list of plugins with the options of ours replaced. In a stage, all sources are below `docs_dir`."""
    if isinstance(plugins, yaml.MappingNode):
        entries = [
            (key, _staged_options(scalar_text(key), value, options) or value)
            for key, value in plugins.value
            if scalar_text(key) not in _DROPPED_PLUGINS
        ]
        return yaml.MappingNode(_MAP_TAG, entries)
    items: list[yaml.Node] = []
    for item in _items(plugins):
        name = _plugin_name(item)
        if name in _DROPPED_PLUGINS:
            continue
        given = item.value[0][1] if isinstance(item, yaml.MappingNode) else None
        staged = _staged_options(name, given, options)
        items.append(yaml.MappingNode(_MAP_TAG, [(_node(name), staged)]) if staged else item)
    return yaml.SequenceNode(_SEQ_TAG, items)


def _staged_options(name: str, given: yaml.Node | None, options: dict[str, Any]) -> yaml.Node | None:
    """Return the options of a plugin in a stage; `None` if they stay as they are given."""
    if name == PLUGIN:
        return _with_plugin_options(given, options)
    return _with_options(given, _WITHOUT_GIT[name]) if name in _WITHOUT_GIT else None


def _with_plugin_options(given: yaml.Node | None, options: dict[str, Any]) -> yaml.Node:
    dropped = ("shared_files", "unreadable_files", *(("nav_audiences",) if options else ()))
    return _with_options(given, options, dropped)


def _with_options(given: yaml.Node | None, options: Mapping[str, object], dropped: tuple[str, ...] = ()) -> yaml.Node:
    """Return the options of a plugin with some of them set, and some left out."""
    written = given.value if isinstance(given, yaml.MappingNode) else []
    kept = [(key, value) for key, value in written if scalar_text(key) not in (*options, *dropped)]
    return yaml.MappingNode(_MAP_TAG, [*kept, *((_node(key), _node(value)) for key, value in options.items())])


def _without_fonts(theme: yaml.Node) -> yaml.Node:
    if isinstance(theme, yaml.MappingNode):
        kept = [(key, value) for key, value in theme.value if scalar_text(key) != "font"]
        return yaml.MappingNode(_MAP_TAG, [*kept, (_node("font"), _node(False))])  # noqa: FBT003 - a value of YAML
    return _node({"name": scalar_text(theme), "font": False})


def _plugin_name(item: yaml.Node) -> str:
    return scalar_text(item.value[0][0]) if isinstance(item, yaml.MappingNode) and item.value else scalar_text(item)


def _may_be_path(text: str) -> bool:
    """Whether a text may be the path of a file that is not hidden, below some folder."""
    parts = PurePosixPath(text).parts
    return (
        bool(parts) and "\0" not in text and "\n" not in text and not any(part.startswith((".", "/")) for part in parts)
    )


def _place(node: yaml.Node) -> ConfigPlace:
    return ConfigPlace(node.start_mark.name, node.start_mark.line + 1)


def _get(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if scalar_text(name) == key), None)


def _entries(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def _is_entry(item: yaml.Node) -> bool:
    return isinstance(item, yaml.MappingNode) and bool(item.value)


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [yaml.MappingNode(_MAP_TAG, [entry], entry[0].start_mark) for entry in node.value]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def scalar_text(node: yaml.Node | None) -> str:
    """Return a scalar as written; empty for `null` and for any other node."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) and node.tag != "tag:yaml.org,2002:null" else ""


def _to_python(node: yaml.Node | None) -> Any:
    """Return the plain Python value of a node."""
    if isinstance(node, yaml.MappingNode):
        return {scalar_text(key): _to_python(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_to_python(item) for item in node.value]
    return scalar_text(node) or None


def _node(value: Any) -> yaml.Node:
    node = yaml.SafeDumper(StringIO()).represent_data(value)
    assert isinstance(node, yaml.Node)
    return node


def _titles(nav: Any) -> Iterator[str]:
    for item in nav if isinstance(nav, list) else ():
        for title, value in item.items() if isinstance(item, dict) else ():
            yield title
            yield from _titles(value)


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.CollectionNode):
        for part in node.value:
            for one in part if isinstance(part, tuple) else (part,):
                yield from _scalars(one)


def _targets(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Yield the scalars of a navigation that are no titles."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.CollectionNode):
        for part in node.value:
            yield from _targets(part[1] if isinstance(part, tuple) else part)


def _env_variables(node: yaml.Node) -> Iterator[str]:
    if node.tag == "!ENV":
        yield from ([scalar_text(node)] if isinstance(node, yaml.ScalarNode) else map(scalar_text, _items(node)))
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _env_variables(value)
    else:
        for item in _items(node):
            yield from _env_variables(item)
