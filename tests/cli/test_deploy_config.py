"""`postmortems deploy-config` as it is called."""

from __future__ import annotations

import pytest

CONFIG = """
site_name: x
site_url: https://kb.example.com/
plugins:
  - postmortems:
      audiences:
        public: {anyone: true}
        sre: {includes: [public], groups: [sre]}
"""


@pytest.fixture(name="site")
def _site(tmp_path):
    """Write mkdocs.yml into the folder that commands run in."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def test_one_file_is_printed_as_it_is(run, site):
    """What is printed can be redirected into a file."""
    result = run("deploy-config", "apache", "--host", "kb.example")
    assert result.exit_code == 0
    assert result.stdout.startswith("# Serves each person")
    assert "ServerName https://kb.example" in result.stdout


def test_several_files_are_named(run, site):
    """A server and its authenticator have a file each."""
    result = run("deploy-config", "nginx")
    assert "# ---- postmortems.conf\n" in result.stdout
    assert "# ---- oauth2-proxy.cfg\n" in result.stdout


def test_files_are_written(run, site):
    """Several files go into a folder, which is made; a single one is the path itself."""
    assert run("deploy-config", "azure", "--out", "here").exit_code == 0
    assert (site / "here" / "api" / "roles" / "index.js").exists()
    assert run("deploy-config", "apache", "--out", "site.conf").stdout == "wrote site.conf\n"
    assert (site / "site.conf").read_text(encoding="utf-8").startswith("# Serves each person")
    assert run("deploy-config", "apache", "--out", "here").stdout == "wrote here/postmortems.conf\n"
    assert run("deploy-config", "apache", "--out", "new/").stdout == "wrote new/postmortems.conf\n"


def test_a_file_that_differs_is_not_replaced_unasked(run, site):
    """None is written then; the same again is fine."""
    run("deploy-config", "nginx", "--out", "here")
    assert run("deploy-config", "nginx", "--out", "here").exit_code == 0
    (site / "here" / "oauth2-proxy.cfg").write_text("mine")
    result = run("deploy-config", "nginx", "--host", "other.example", "--out", "here")
    assert "here/postmortems.conf exists and differs, so nothing was written" in str(result.exception)
    assert "other.example" not in (site / "here" / "postmortems.conf").read_text()
    assert run("deploy-config", "nginx", "--host", "other.example", "--out", "here", "--force").exit_code == 0
    assert "other.example" in (site / "here" / "postmortems.conf").read_text()


def test_host_and_path_are_those_of_the_site(run, site):
    """By site_url, unless they are given; where there is neither, it is said."""
    text = CONFIG.replace("kb.example.com/", "kb.example.com/our/wiki/")
    (site / "mkdocs.yml").write_text(text, encoding="utf-8")
    written = run("deploy-config", "nginx").stdout
    assert "server_name kb.example.com;" in written
    assert "location ^~ /our/wiki/ {" in written
    assert "server_name other.example;" in run("deploy-config", "nginx", "--host", "other.example").stdout
    (site / "mkdocs.yml").write_text(CONFIG.replace("site_url", "site_author"), encoding="utf-8")
    assert "mkdocs.yml has no site_url" in run("deploy-config", "nginx").stderr


@pytest.mark.parametrize("arguments", [("netlify",), ("nginx", "--shape", "prefix"), ("cloudflare",)])
def test_what_cannot_serve_below_a_path_says_so(run, site, arguments):
    """In one line, with what can."""
    (site / "mkdocs.yml").write_text(CONFIG.replace(".com/", ".com/wiki/"), encoding="utf-8")
    result = run("deploy-config", *arguments)
    assert result.exit_code == 1
    assert "cannot serve the site below /wiki/, as site_url says; expected a site_url" in str(result.exception)


def test_options_reach_the_text(run, site):
    """Folder, addresses and shape are those that were given."""
    options = ("--root", "/data/trees", "--listen", "127.0.0.1:8080", "--authenticator", "auth:99", "--shape", "prefix")
    text = run("deploy-config", "nginx", *options).stdout
    for part in ('root "/data/trees";', "listen 127.0.0.1:8080;", "http://auth:99/oauth2/auth", 'location ^~ "/sre/"'):
        assert part in text


def test_scripts_of_the_built_theme_are_the_only_ones(run, site):
    """With a built tree beside mkdocs.yml the policy names scripts; without, it says that it allows all."""
    result = run("deploy-config", "apache")
    assert "'unsafe-inline'; worker-src" in result.stdout
    assert "404.html cannot be read, so all inline scripts are allowed" in result.stderr
    (site / "dist" / "public").mkdir(parents=True)
    (site / "dist" / "public" / "404.html").write_text("<script>1</script>", encoding="utf-8")
    result = run("deploy-config", "apache")
    assert "script-src 'self' 'wasm-unsafe-eval' 'sha256-" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("target", ["nginx", "apache", "caddy", "azure", "netlify", "cloudflare", "s3-cloudfront"])
def test_hosts_that_the_site_names_are_let_in(run, site, target):
    """By the policy of every server; a pattern that a browser does not understand is said, and lets nothing in."""
    named = f'{CONFIG}      external_hosts: ["*.img.example", "c?n.example"]\n'
    (site / "mkdocs.yml").write_text(named, encoding="utf-8")
    result = run("deploy-config", target)
    assert "img-src 'self' data: https://*.img.example;" in result.stdout
    assert "c?n.example" not in result.stdout
    assert "external_hosts has 'c?n.example'" in result.stderr
    (site / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    assert "img-src 'self' data:;" in run("deploy-config", target).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("azure", "--shape", "one"), "azure cannot serve the shape 'one'; expected prefix."),
        (("nginx", "--root", "dist"), "folder 'dist' cannot be written into a configuration"),
        (("nginx", "--host", "a b"), "address 'https://a b' cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(run, site, arguments, message):
    """One line says what is, and what is expected."""
    result = run("deploy-config", *arguments)
    assert result.exit_code == 1
    assert message in str(result.exception)


def test_an_audience_of_nobody_is_named(run, site):
    """Before anything is written."""
    (site / "mkdocs.yml").write_text(CONFIG.replace(", groups: [sre]", ""), encoding="utf-8")
    result = run("deploy-config", "nginx")
    assert "audience 'sre' would be served to nobody" in str(result.exception)
    assert result.stdout == ""


def test_a_target_that_there_is_not_is_wrong_use(run, site):
    """The targets are listed."""
    result = run("deploy-config", "iis")
    assert result.exit_code == 2
    assert "'s3-cloudfront'" in result.stderr
