"""What is served after trees were published, and what is never served."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path

import pytest
from mkdocs_postmortems.audit.manifest import manifest_path, write_manifest
from mkdocs_postmortems.audit.site_audit import verify_manifest
from mkdocs_postmortems.publishing.publish import publish, roll_back
from mkdocs_postmortems.publishing.release_input import PublishError
from mkdocs_postmortems.system.locking import BusyError, lock


def shown(served: Path) -> str:
    """Return the build that readers see, once it is sure that all they see is of it."""
    trees = sorted(path for path in (served / "current").iterdir() if path.is_dir())
    assert not any(verify_manifest(tree) for tree in trees)
    builds = {path.stem for tree in trees for path in tree.glob("assets/*.css")}
    assert len(builds) == 1
    return builds.pop()


def releases(served: Path) -> list[str]:
    """Return the numbers of all releases, and whatever else is beside them."""
    return sorted(path.name.split("-")[0] for path in (served / "releases").iterdir())


def test_a_release_takes_the_place_of_the_one_before(dist, served):
    """With all trees and what lies beside them; the link leads within the folder, so that it may be moved."""
    publish(dist("one"), served, keep=5)
    done = publish(dist("two"), served, keep=5)

    assert shown(served) == "two"
    assert done.slugs == ("public", "r-d", "staff")
    assert str(done.previous).startswith("0001-")
    assert (served / "current").readlink() == Path("releases", str(done.release))
    assert (served / "current" / "staff.manifest.json").exists()


def test_the_same_again_changes_nothing(dist, served):
    """The name of a release is made of what it holds; going back still leads to what was there before."""
    first = publish(dist("one"), served, keep=5)
    again = publish(dist("one"), served, keep=5)

    assert not again.is_new
    assert again.release == first.release
    assert releases(served) == ["0001"]


def test_the_same_again_mends_what_was_damaged(dist, served):
    """Somebody edited what is served."""
    publish(dist("one"), served, keep=5)
    (served / "current" / "public" / "index.html").write_text("edited")
    publish(dist("one"), served, keep=5)

    assert shown(served) == "one"
    assert releases(served) == ["0001", "0002"]


def test_only_the_last_few_stay(dist, served):
    """The new one is among them."""
    for build in ("one", "two", "three", "four"):
        publish(dist(build), served, keep=2)

    assert releases(served) == ["0003", "0004"]
    publish(dist("five"), served, keep=1)
    assert releases(served) == ["0005"]


def test_rollback_goes_back_one_by_one(dist, served):
    """What was taken back is never gone back to, and goes with the next run."""
    for build in ("one", "two", "three"):
        publish(dist(build), served, keep=5)
    roll_back(served)
    assert shown(served) == "two"
    publish(dist("four"), served, keep=5)
    assert releases(served) == ["0001", "0002", "0003"]
    roll_back(served)
    assert shown(served) == "two"
    roll_back(served)
    assert shown(served) == "one"
    with pytest.raises(PublishError, match="no release before 0001"):
        roll_back(served)
    assert shown(served) == "one"


def test_rollback_to_what_is_damaged_is_refused(dist, served):
    """What is served stays."""
    publish(dist("one"), served, keep=5)
    (served / "current" / "public" / "index.html").write_text("edited")
    publish(dist("two"), served, keep=5)
    with pytest.raises(PublishError, match=r"PV004 .* Build and publish again"):
        roll_back(served)

    assert shown(served) == "two"


def test_rollback_of_nothing(served):
    """One line."""
    with pytest.raises(PublishError, match="nothing was ever published"):
        roll_back(served)


def spoil_no_manifest(folder: Path) -> None:
    """Lose a manifest."""
    manifest_path(folder / "staff").unlink()


def spoil_no_build(folder: Path) -> None:
    """Lose what says of which build a tree is."""
    (folder / "staff.build.json").unlink()


def spoil_file(folder: Path) -> None:
    """Change a file."""
    (folder / "staff" / "index.html").write_text("INDEX.html of one for staff")


def spoil_more(folder: Path) -> None:
    """Add a file."""
    (folder / "staff" / "more.html").write_text("more")


def spoil_less(folder: Path) -> None:
    """Remove a file."""
    (folder / "staff" / "404.html").unlink()


def spoil_link(folder: Path) -> None:
    """Put a way to another audience's file into a tree."""
    (folder / "public" / "x.html").symlink_to(folder / "staff" / "index.html")


def spoil_manifest(folder: Path) -> None:
    """Change a file and its manifest alike."""
    spoil_file(folder)
    write_manifest(folder / "staff", "staff")


def spoil_owner(folder: Path) -> None:
    """Give the open folder the staff's tree, with all that lies beside it."""
    shutil.rmtree(folder / "public")
    (folder / "staff").rename(folder / "public")
    for ending in ("manifest.json", "build.json"):
        (folder / f"staff.{ending}").replace(folder / f"public.{ending}")


def spoil_label(folder: Path) -> None:
    """Say in the manifest of the staff's tree that it is open."""
    spoil_owner(folder)
    content = json.loads((folder / "public.manifest.json").read_text())
    (folder / "public.manifest.json").write_text(json.dumps(content | {"audience": "public"}))


def spoil_tree(folder: Path) -> None:
    """Lose a tree whose manifest is there."""
    shutil.rmtree(folder / "staff")


def spoil_all(folder: Path) -> None:
    """Lose a tree with all that lies beside it."""
    spoil_tree(folder)
    spoil_no_manifest(folder)
    spoil_no_build(folder)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_no_manifest, r"staff cannot be published: there is no staff\.manifest\.json"),
        (
            spoil_no_build,
            r"there is no staff\.build\.json; expected the name of a build",
        ),
        (spoil_file, r"staff/index\.html is not what it was when it was built"),
        (spoil_more, r"more\.html: PV003 is in the site and not in the manifest"),
        (spoil_less, r"404\.html: PV002 is in the manifest and not in the site"),
        (spoil_link, r"x\.html: PV005 is a symbolic link"),
        (spoil_manifest, r"staff\.manifest\.json is not what the build wrote"),
        (spoil_owner, r"is the site of 'staff'; it must not be served as 'public'"),
        (spoil_label, r"public\.manifest\.json is not what the build wrote"),
        (spoil_tree, r"there is a manifest and no site"),
        (spoil_all, r"The site of staff is missing\. Build all, or name by --audience"),
    ],
)
def test_what_is_not_as_it_was_built_is_refused(dist, served, spoil, said):
    """One line says what is wrong, and what is served stays."""
    publish(dist("zero"), served, keep=5)
    folder = dist("one")
    spoil(folder)
    with pytest.raises(PublishError, match=said):
        publish(folder, served, keep=5)

    assert shown(served) == "zero"
    publish(dist("two"), served, keep=5)
    assert shown(served) == "two"
    assert releases(served) == ["0001", "0002"]


def test_trees_of_different_builds_are_refused(dist, served):
    """One audience was built again, the others were not."""
    dist("one")
    with pytest.raises(PublishError, match="are of different builds"):
        publish(dist("two", only=("staff",)), served, keep=5)

    assert not served.exists()


def test_trees_of_one_build_in_separate_runs_are_accepted(dist, served):
    """A build is what it was made of, not the process that made it."""
    dist("one", only=("public",))
    dist("one", only=("R&D",))
    publish(dist("one", only=("staff",)), served, keep=5)

    assert shown(served) == "one"


def test_a_tree_alone_has_to_be_named(dist, served):
    """And never takes the others away from their readers."""
    publish(dist("one", folder="all"), served, keep=5)
    alone = dist("two", only=("staff",))
    with pytest.raises(PublishError, match=r"postmortems serves public, r-d as well, and would no longer"):
        publish(alone, served, keep=5, only=["staff"])
    publish(alone, served.parent / "staff", keep=5, only=["staff"])

    assert shown(served) == "one"
    assert shown(served.parent / "staff") == "two"


def test_an_audience_that_is_gone_goes(dist, served):
    """The site has none of that name any more."""
    publish(dist("one", folder="before"), served, keep=5)
    publish(dist("two", only=("staff",), site=("staff",)), served, keep=5)

    assert [path.name for path in (served / "current").iterdir() if path.is_dir()] == ["staff"]


def test_nothing_to_publish(tmp_path, dist, served):
    """Wrong folders and names are one line."""
    with pytest.raises(PublishError, match="has no sites"):
        publish(tmp_path / "absent", served, keep=5)
    with pytest.raises(PublishError, match="has no site of 'sre'"):
        publish(dist("one"), served, keep=5, only=["sre"])


def test_two_at_once_are_refused(dist, served):
    """One clear line; the lock goes with whoever held it."""
    publish(dist("one"), served, keep=5)
    folder = dist("two")
    with lock(served), pytest.raises(BusyError, match=r"another run is at work in .*; nothing was changed"):
        publish(folder, served, keep=5)
    assert shown(served) == "one"
    publish(folder, served, keep=5)
    assert shown(served) == "two"


def test_a_folder_in_the_place_of_the_link_is_left_alone(dist, served):
    """It may be what somebody copied there by hand."""
    (served / "current").mkdir(parents=True)
    (served / "current" / "index.html").write_text("theirs")
    with pytest.raises(PublishError, match="is no symbolic link"):
        publish(dist("one"), served, keep=5)

    assert (served / "current" / "index.html").read_text() == "theirs"


def test_what_is_not_ours_stays(dist, served):
    """Files and folders of others beside the releases, also hidden ones; a file of such a name is no release."""
    publish(dist("one"), served, keep=5)
    theirs = [served / "releases" / name for name in (".git/config", "notes/a.txt", ".htaccess", "0000-aaaaaaaaaaaa")]
    for path in theirs:
        path.parent.mkdir(exist_ok=True)
        path.write_text("theirs")
    with pytest.raises(PublishError, match="no release before 0001"):
        roll_back(served)
    publish(dist("two"), served, keep=1)

    assert shown(served) == "two"
    assert [path.read_text() for path in theirs] == ["theirs"] * 4


def test_rollback_to_an_empty_folder_is_refused(dist, served):
    """Somebody made it; nobody would be served anything."""
    publish(dist("one"), served, keep=5)
    (served / "releases" / "0000-aaaaaaaaaaaa").mkdir()
    with pytest.raises(PublishError, match="0000-aaaaaaaaaaaa has no sites"):
        roll_back(served)

    assert shown(served) == "one"


def test_rollback_where_what_was_served_is_gone(dist, served):
    """The link still says what came before it."""
    publish(dist("one"), served, keep=5)
    last = publish(dist("two"), served, keep=5).release
    shutil.rmtree(served / "releases" / str(last))
    roll_back(served)

    assert shown(served) == "one"


@pytest.mark.parametrize("place", ["", "staff", "srv/deep"])
def test_trees_are_not_published_into_the_folder_of_the_build(dist, place):
    """Or what is served would be taken for a tree."""
    folder = dist("one")
    before = sorted(folder.rglob("*"))
    with pytest.raises(PublishError, match="publish to a folder outside of"):
        publish(folder, folder / place, keep=5)

    assert sorted(folder.rglob("*")) == before


def test_a_full_disk_leaves_what_was_there(dist, served, monkeypatch):
    """And nothing that would keep it full."""
    publish(dist("one"), served, keep=5)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", "somewhere")

    monkeypatch.setattr("mkdocs_postmortems.publishing.copy_release.shutil.copyfile", full)
    with pytest.raises(OSError, match="No space left"):
        publish(dist("two"), served, keep=5)

    assert shown(served) == "one"
    assert releases(served) == ["0001"]


@pytest.fixture(name="umask")
def _umask():
    """Return the function that sets the umask, which is as it was when the test ends."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


def test_who_could_read_a_tree_can_read_its_successor(dist, served, umask):
    """Whatever the umask of a later run is, narrower or wider; the first one decides, and whoever changed it since."""
    umask(0o027)
    publish(dist("one"), served, keep=5)
    release = (served / "current").resolve()
    assert {path.stat().st_mode & 0o777 for path in (release, *release.rglob("*"))} == {0o750, 0o640}
    for path in [release / "public", *(release / "public").rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    for build, mask in (("two", 0o077), ("three", 0)):
        umask(mask)
        publish(dist(build), served, keep=5)
        release = (served / "current").resolve()
        assert {path.stat().st_mode & 0o777 for path in (release / "public").rglob("*")} == {0o755, 0o644}
        assert {path.stat().st_mode & 0o777 for path in (release / "staff").rglob("*")} == {0o750, 0o640}
        assert {path.stat().st_mode & 0o777 for path in release.glob("*.json")} == {0o640}
        assert release.stat().st_mode & 0o777 == 0o750


def test_permissions_of_the_build_are_not_taken_over(dist, served, umask):
    """A build may keep its trees to itself; what is served has readers."""
    folder = dist("one")
    for path in folder.rglob("*.*"):
        path.chmod(0o600)
    publish(folder, served, keep=5)

    assert (served / "current" / "staff" / "index.html").stat().st_mode & 0o777 == 0o644


def test_times_are_those_of_the_build(dist, served):
    """What a server says of a file's age tells nothing that the build does not."""
    folder = dist("one")
    os.utime(folder / "staff" / "index.html", (1_700_000_000, 1_700_000_000))
    publish(folder, served, keep=5)

    assert (served / "current" / "staff" / "index.html").stat().st_mtime == 1_700_000_000
