"""What users configure in mkdocs.yml."""

from mkdocs_postmortems.settings.declared import OPTIONS, Option, Settings
from mkdocs_postmortems.settings.errors import ConfigurationError
from mkdocs_postmortems.settings.project import PLUGIN, PLUGIN_HERE, Project, load_settings
from mkdocs_postmortems.settings.reader import ENVIRONMENT, choose_reader
from mkdocs_postmortems.settings.reading import LABELLING, check_against, read_settings

__all__ = [
    "ENVIRONMENT",
    "LABELLING",
    "OPTIONS",
    "PLUGIN",
    "PLUGIN_HERE",
    "ConfigurationError",
    "Option",
    "Project",
    "Settings",
    "check_against",
    "choose_reader",
    "load_settings",
    "read_settings",
]
