"""What is staged for an audience is a function of what it may read: nothing else changes a byte of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from generated_sources import World, pairs
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sites import FULL, content, differences, stage_site, write_site

OPTIONS = st.fixed_dictionaries(
    {}, optional={"default_audience": st.sampled_from(["public", "security"]), "path": st.just("team")}
)


def staged(root: Path, world: World, reader: str, options: dict[str, object]) -> dict[str, tuple[bytes | None, float]]:
    """Return the bytes and times of a stage."""
    config = write_site(root / "project", world, plugins=FULL, options=options)
    stage = stage_site(config, reader, root / "stage")
    found = content(stage.folder)
    return {name: (data, os.stat(stage.folder / name).st_mtime) for name, data in found.items()}  # noqa: PTH116 - short


@pytest.mark.slow
@settings(
    max_examples=300, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(pairs(), OPTIONS)
def test_what_is_hidden_changes_no_byte_of_a_stage(pair, options):
    """Configuration, documents, rules, attachments, taxonomy and times; hundreds of pairs."""
    reader, one, other = pair
    with tempfile.TemporaryDirectory() as folder:
        first = staged(Path(folder, "one"), one, reader, options)
        second = staged(Path(folder, "other"), other, reader, options)
    assert not differences(first, second)


def test_a_stage_differs_where_the_audience_reads_more(tmp_path):
    """The control: what somebody may read does change what is staged."""
    document = "---\naudience: security\n---\n# Key stolen\n"
    worlds = World({"a.md": document}), World({"a.md": document, "b.md": document})
    stages = {
        reader: [staged(tmp_path / f"{reader}{n}", world, reader, {}) for n, world in enumerate(worlds)]
        for reader in ("staff", "security")
    }
    assert not differences(*stages["staff"])
    assert differences(*stages["security"]) == ["docs/b.md"]


def test_a_stage_names_no_audience_but_those_that_are_included(tmp_path):
    """So that neither the site nor what its build says can; a name that an audience includes is there."""
    document = "---\naudience: public\n---\n# Seen\n\n<!-- audience: security -->\nhidden\n<!-- /audience -->\n"
    config = write_site(tmp_path / "project", World({"a.md": document}), options={"default_audience": "security"})

    def names(reader: str) -> list[str]:
        staged = b"\n".join(
            data or b"" for data in content(stage_site(config, reader, tmp_path / reader).folder).values()
        )
        return [name for name in ("public", "staff", "sre", "security") if name.encode() in staged]

    assert names("public") == ["public"]
    assert names("security") == ["public", "staff", "security"]
