"""Pages of the documentation that are made from the code: commands, options, front matter, codes of diagnostics."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

import click
from mkdocs_postmortems.cli import cli
from mkdocs_postmortems.core.check.registry import ALL_CODES, RULES
from mkdocs_postmortems.core.check.rule import ALL_KINDS, INCIDENTS, Rule
from mkdocs_postmortems.core.diagnostic_codes import AUDIT_CODES, SOURCE_CODES, DiagnosticCode, Severity
from mkdocs_postmortems.core.frontmatter import FrontMatterFields
from mkdocs_postmortems.settings import OPTIONS, Option, options_schema

_WIDTH = 100
"""Columns that the help of a command has on the page."""
_MADE = "<!-- Made from the code: run `make reference` after a change. -->\n"


_COMMANDS = """# Commands

{made}
Every command reads the nearest `mkdocs.yml`, in the current folder or above it within its repository, or the one that
`--config` names, and prints JSON with `--json`. `python -m mkdocs_postmortems` is the same as `postmortems`.

| Exit code | Meaning |
| ---: | --- |
| 0 | fine |
| 1 | there are findings, or the work could not be done; one line says why |
| 2 | wrong use |

Shells complete commands, options, and names of the site's taxonomy and audiences. In bash, zsh or fish:

```
eval "$(_POSTMORTEMS_COMPLETE=bash_source postmortems)"            # in ~/.bashrc
eval "$(_POSTMORTEMS_COMPLETE=zsh_source postmortems)"             # in ~/.zshrc
_POSTMORTEMS_COMPLETE=fish_source postmortems | source             # in ~/.config/fish/config.fish
```

{commands}
"""
_CONFIGURATION = """# Configuration

{made}
Options of the plugin in `mkdocs.yml`:

```yaml
plugins:
  - search
  - postmortems:
      path: postmortems
```

For editors and programs, the same as [JSON Schema](configuration.schema.json).

{options}
## Reading mkdocs.yml

The command line reads the same file, and what it inherits. Tags such as `!ENV` and `!!python/name:` are taken as text.

## Documents beside mkdocs.yml

MkDocs does not take the folder of `mkdocs.yml` as `docs_dir`. For a repository whose Markdown lies there or in several
folders, put the plugin `postmortems-here` before `postmortems`. All documents of the folder are taken, also pages that
are no postmortems, and of the other files those that a document or the configuration refers to. `docs_dir` then stands
in for a folder that MkDocs needs: nothing is published from it. `postmortems init` writes it so.

```yaml
docs_dir: .mkdocs
plugins:
  - search
  - postmortems-here
  - postmortems
```

Not taken are hidden files, built sites, `site_dir`, `theme.custom_dir`, `hooks`, and what programs install, such as
`node_modules`.

`folder` names another folder, relative to `mkdocs.yml`:

```yaml
docs_dir: .mkdocs
plugins:
  - search
  - postmortems-here:
      folder: restricted
  - postmortems:
      audiences: {{staff: {{groups: [staff]}}, sre: {{includes: [staff], groups: [sre]}}}}
      default_audience: staff
```

For a site with audiences this is a guard, too. A program that reads `mkdocs.yml` and ignores plugins that it does not
know, such as [Zensical](https://zensical.org), publishes **every** document below `docs_dir` to everybody. Here it
finds none.
"""
_FRONT_MATTER = """# Front matter

{made}
Every field may be missing: what front matter does not say is read from the text. Keys of your own start with `x_`.
`postmortems schema` prints a JSON Schema for editors.

{fields}

Dates and times may be partial: `2024`, `2024-02`, `2024-02-03`, `2024-02-03 14:32`, with `Z`, `+01:00` or
`Europe/London` behind them, `~` before them, or `unknown`.
"""
_PROBLEMS = """# Problems

{made}
What is wrong in a file is reported with its place and a code. An error takes something away from readers; a warning
does not. `mkdocs build --strict` fails on either. [Rules](rules/index.md) and [built sites](verification.md) have
codes of their own.

{codes}
"""
_VERIFICATION = """# Findings about a built site

{made}
`postmortems build` and `postmortems verify` look at every file of a site, as it will be served. A site with an error is
not published; a warning holds nothing back. What is wrong with sources has [codes of its own](problems.md).

{codes}
"""
_RULES = """# Rules of `postmortems check`

{made}
How to check, what to ask for and how to answer a finding: [Checking postmortems](../../checking.md). Findings with
codes that begin with `PM` are [problems](../problems.md) of reading, of the taxonomy and of audiences.

{rules}
"""
_PAGE = """# {heading}

{made}
{title}

{facts}

{sections}
"""
_LEAVE = """Where it is right as it is, say why, at the end of the line or on a line of its own before it:

```markdown
<!-- check: ignore {code} because … -->
```"""
_NO_LEAVE = "Findings about suppressions cannot be suppressed."
_FOLDERS = {"PC": "rules", "PM": "problems", "PV": "verification"}
"""Where the page of a code is, by the letters that it begins with."""


def commands_page() -> str:
    """Return the reference of the command line: the help of each command."""
    context = click.Context(cli, info_name="postmortems", terminal_width=_WIDTH, **cli.context_settings)
    return _COMMANDS.format(
        made=_MADE, commands="\n".join(_command(context, name) for name in cli.list_commands(context))
    )


def _command(context: click.Context, name: str) -> str:
    command = cli.get_command(context, name)
    assert command is not None
    return "\n".join(_help(command, context, name, name))


def _help(command: click.Command, parent: click.Context, name: str, full_name: str) -> Iterator[str]:
    """Yield the help of a command, and of the commands below it."""
    context = click.Context(command, parent, info_name=name, **cli.context_settings)
    yield f"## `{full_name}`\n\n```\n{command.get_help(context)}\n```\n"
    for below, one in (command.commands if isinstance(command, click.Group) else {}).items():
        yield from _help(one, context, below, f"{full_name} {below}")


def configuration_page() -> str:
    """Return the reference of the plugin's options."""
    return _CONFIGURATION.format(made=_MADE, options="\n".join(map(_option, OPTIONS)))


def _option(option: Option) -> str:
    default = "empty" if not option.default and option.default is not False else f"`{option.default}`"
    return f"## `{option.name}`\n\n*{option.type_name}*, default: {default}\n\n{option.doc}\n"


def front_matter_page() -> str:
    """Return the reference of the fields of front matter."""
    rows = (
        (f"`{name}`", info.description or "", _others(name)) for name, info in FrontMatterFields.model_fields.items()
    )
    return _FRONT_MATTER.format(made=_MADE, fields=_table(("Field", "Meaning", "Also read from"), rows))


def _others(field: str) -> str:
    parts = (key for key, (owner, _) in FrontMatterFields.nested_keys.items() if owner == field)
    names = (key for key, name in FrontMatterFields.field_by_key.items() if name == field and key != field)
    return ", ".join(f"`{key}`" for key in (*names, *parts))


def problems_page() -> str:
    """Return the list of the codes of reading sources."""
    return _PROBLEMS.format(made=_MADE, codes=_codes_table(SOURCE_CODES.values()))


def verification_page() -> str:
    """Return the list of the codes of built sites."""
    return _VERIFICATION.format(made=_MADE, codes=_codes_table(AUDIT_CODES.values()))


def _codes_table(codes: Iterable[DiagnosticCode]) -> str:
    rows = ((f"[{one.code}]({_page_path(one)})", one.severity.value, one.title) for one in codes)
    return _table(("Code", "Severity", "Meaning"), rows)


def rules_page() -> str:
    """Return the list of all rules."""
    rows = (
        (f"[{rule.code}]({rule.code}.md)", rule.name, rule.severity.value, "yes" if rule.fixes else "", rule.title)
        for rule in RULES
    )
    return _RULES.format(made=_MADE, rules=_table(("Code", "Name", "Severity", "`--fix`", "What it says"), rows))


def code_page(code: DiagnosticCode) -> str:
    """Return the page of one code: what it says, why, and what to do."""
    return _PAGE.format(
        heading=f"{code.code}: {code.name}" if code.name else code.code,
        made=_MADE,
        title=code.title,
        facts=_facts(code),
        sections="\n\n".join(f"## {heading}\n\n{text}" for heading, text in _sections(code)),
    )


def _facts(code: DiagnosticCode) -> str:
    """Say how much it matters, and what looks for it."""
    configured = "[configured otherwise](../configuration.md#check)"
    if isinstance(code, Rule):
        fixes = " `--fix` mends it." if code.fixes else ""
        return f"*{code.severity.value}* unless {configured}; looked for in {_kinds(code)}.{fixes}"
    is_configurable = code.code in SOURCE_CODES and code.severity is not Severity.ERROR
    return f"*{code.severity.value}*{f' unless {configured}' if is_configurable else ''}; found by {code.raised_by}."


def _kinds(rule: Rule) -> str:
    """Name the kinds of documents that a rule is for."""
    if rule.kinds == INCIDENTS:
        return "postmortems and notices"
    return "all pages" if rule.kinds == ALL_KINDS else "postmortems"


def _sections(code: DiagnosticCode) -> Iterator[tuple[str, str]]:
    yield "Why", code.rationale
    if code.remedy:
        yield "What to do", code.remedy
    if code.bad:
        yield "Instead of", _fenced(code.bad)
        yield "Write", _fenced(code.good)
    if isinstance(code, Rule):
        yield "Leave it", _NO_LEAVE if code.code in ("PC100", "PC101") else _LEAVE.format(code=code.code)


def _page_path(code: DiagnosticCode) -> str:
    """Return where the page of a code is, from docs/reference."""
    return f"{_FOLDERS[code.code[:2]]}/{code.code}.md"


def _fenced(text: str) -> str:
    return f"```markdown\n{text}\n```"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(_lines(head, rows))


def _lines(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def reference_pages() -> Mapping[str, str]:
    """Return the text of each file in docs/reference."""
    return {
        "commands.md": commands_page(),
        "configuration.md": configuration_page(),
        "configuration.schema.json": f"{json.dumps(options_schema(), indent=2, ensure_ascii=False)}\n",
        "front-matter.md": front_matter_page(),
        "problems.md": problems_page(),
        "verification.md": verification_page(),
        "rules/index.md": rules_page(),
        **{_page_path(code): code_page(code) for code in ALL_CODES.values()},
    }
