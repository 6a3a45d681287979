"""What ended an incident, in its author's sentences, with the commands that were run and the time that it took."""

from mkdocs_postmortems.core.recovery.recovery import Recovery, RecoverySource, Role, find_recovery

__all__ = ["Recovery", "RecoverySource", "Role", "find_recovery"]
