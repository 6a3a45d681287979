"""Finds the commands in code spans and blocks of code: what a reader can run, not what a program printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.recovery.passages import Passage

_SHELLS = frozenset("bash sh shell zsh fish powershell ps1 pwsh sql pgsql mysql psql".split())
_SESSIONS = frozenset("console shell-session shellsession terminal text txt".split()) | {""}
_PROMPT = re.compile(r"^\s*(?:[\w.@~:/-]{0,60}[$%]|[\w.@~:/-]{1,60}#|PS[^>]{0,60}>|>)\s+(?=\S)")
_PROGRAM = re.compile(
    r"""^(?:sudo\s+|[A-Z_]+=\S+\s+){0,3}(?:
        (?: ansible(?:-playbook)? | apt(?:-get)? | argocd | aws | az | brew | calicoctl | cat | certbot | chmod |
        chown
          | consul | cp | crictl | curl | dig | docker(?:-compose)? | doctl | drush | echo | eksctl | etcdctl |
          flux | flyctl
          | gcloud | gh | git | gsutil | heroku | helm(?:file)? | iptables | istioctl | java | journalctl | jq |
          kafka-[\w-]+(?:\.sh)?
          | kill(?:all)? | kubectl | k | linkerd | ls | lsof | make | mongo(?:sh|dump)? | mount | mv |
          mysql(?:admin|dump)? | nc | nginx
          | nodetool | nomad | npm | npx | oc | openssl | pgbouncer | pg_\w+ | php | pip | pkill | ps | psql |
          pulumi | python3? | rabbitmqctl
          | rails | rake | redis-cli | rm | rsync | ruby | scp | sed | service | ssh | strace | su | systemctl |
          tail | tar | tee | terraform(?:\s)
          | terragrunt | touch | tsh | umount | vault | velero | wget | xargs | yarn | yum | zfs | zpool
          )(?=\s+\S)
      | \.{0,2}/[\w./-]+(?:\.(?:sh|py|rb|pl))?(?=\s|$)
      | (?: ALTER | DELETE\s+FROM | DROP | GRANT | INSERT\s+INTO | KILL | PAUSE | RECONNECT | REINDEX | RELOAD |
      RESET | RESUME | REVOKE
          | SELECT\s+pg_\w+ | SET | TRUNCATE | UPDATE | VACUUM )(?:\s+[\w."`*]|\s*\()
    )""",
    re.VERBOSE,
)
_SPAN = re.compile(r"(?<!`)(`{1,2})(?!`)(.{3,400}?)(?<!`)\1(?!`)")

MAX_LINES = 12
"""A block of more lines is a listing, not a command."""


def commands_in(passage: Passage) -> Iterator[str]:
    """Yield the commands of a passage, each as it can be pasted."""
    if not passage.is_code:
        yield from (span[2].strip() for span in _SPAN.finditer(passage.text) if _is_command(span[2].strip()))
    elif passage.language in _SHELLS or passage.language in _SESSIONS:
        lines = [line.rstrip() for line in passage.text.splitlines() if line.strip()]
        prompted = [_PROMPT.sub("", line) for line in lines if _PROMPT.match(line)]
        is_run = passage.language in _SHELLS or bool(lines and _is_command(lines[0].strip()))
        if prompted:
            yield "\n".join(prompted[:MAX_LINES])
        elif is_run and len(lines) <= MAX_LINES:
            yield passage.text


def _is_command(text: str) -> bool:
    return bool(_PROGRAM.match(text)) and " " in text.strip()
