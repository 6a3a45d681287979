"""The options of the plugin in mkdocs.yml."""

from mkdocs_postmortems.settings.model import Settings
from mkdocs_postmortems.settings.options import OPTIONS, Option, options_schema
from mkdocs_postmortems.settings.parsing import (
    ACCESS_OPTIONS,
    AUDIENCE_VARIABLE,
    ConfigurationError,
    check_against_taxonomy,
    choose_audience,
    read_settings,
)
from mkdocs_postmortems.settings.project import (
    PLUGIN,
    PLUGIN_BESIDE_CONFIG,
    Project,
    SharedFolder,
    existing_config,
    load_settings,
    read_config,
)

__all__ = [
    "ACCESS_OPTIONS",
    "AUDIENCE_VARIABLE",
    "OPTIONS",
    "PLUGIN",
    "PLUGIN_BESIDE_CONFIG",
    "ConfigurationError",
    "Option",
    "Project",
    "Settings",
    "SharedFolder",
    "check_against_taxonomy",
    "choose_audience",
    "existing_config",
    "load_settings",
    "options_schema",
    "read_config",
    "read_settings",
]
