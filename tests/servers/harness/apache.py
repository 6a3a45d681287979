"""Runs Apache with a configuration of ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from harness.running import missing, program

MODULES = Path("/usr/lib/apache2/modules")
NAMES = (
    "mpm_event authn_core authz_core authz_user alias deflate dir filter mime headers rewrite auth_openidc env setenvif"
).split()

WRAPPER = """\
ServerRoot {folder}
PidFile {folder}/apache.pid
DefaultRuntimeDir {folder}
Mutex file:{folder} default
ErrorLog {folder}/error.log
LogLevel warn
ServerName 127.0.0.1
ServerTokens Prod
TypesConfig /etc/mime.types
Listen 127.0.0.1:{port}
{modules}
Include {folder}/{conf}
"""


def apache_command(
    folder: Path, files: Mapping[str, str], port: int, conf: str = "postmortems.conf"
) -> tuple[str, ...]:
    """Write the files, and return what starts Apache with them; it asks for groups every second."""
    if not (MODULES / "mod_auth_openidc.so").exists():
        missing("libapache2-mod-auth-openidc is not installed")
    for name, text in files.items():
        quick = text.replace("OIDCUserInfoRefreshInterval 60", "OIDCUserInfoRefreshInterval 1")
        (folder / name).write_text(quick, encoding="utf-8")
    modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in NAMES)
    text = WRAPPER.format(folder=folder, port=port, modules=modules, conf=conf)
    (folder / "apache.conf").write_text(text, encoding="utf-8")
    return (program("apache2"), "-d", str(folder), "-f", str(folder / "apache.conf"), "-DFOREGROUND")
