"""Runs nginx with a configuration of ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from harness.running import program

WRAPPER = """\
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/tmp;
    proxy_temp_path {folder}/tmp;
    fastcgi_temp_path {folder}/tmp;
    uwsgi_temp_path {folder}/tmp;
    scgi_temp_path {folder}/tmp;
    include {folder}/{conf};
}}
"""


def nginx_command(folder: Path, files: Mapping[str, str], port: int, conf: str = "postmortems.conf") -> tuple[str, ...]:
    """Write the files, and return what starts nginx with them."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "tmp").mkdir(exist_ok=True)
    (folder / "nginx.conf").write_text(WRAPPER.format(folder=folder, conf=conf), encoding="utf-8")
    return (program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr")
