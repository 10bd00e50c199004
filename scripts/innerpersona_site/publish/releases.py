"""Releases: what is kept of each, which one is live, and the switch from one to the next."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import shutil
import stat
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from innerpersona_site.publish.environment import accept, clear_unaccepted
from innerpersona_site.publish.place import RELEASE_NAME, Place, Refused

KEPT: Final = 5
"""Commits whose newest build is kept, the live one among them."""

ENGINES: Final = Path("assets/engine")
"""The folder of a built site that holds engines, each in a folder named by its content."""


@dataclass(frozen=True, slots=True)
class Release:
    """A finished build.

    Attributes:
        name: its folder in releases/: the commit, and a number where that commit was built before.
        number: counts builds, from 1; a later build has a higher one.
        commit, subject: what was built.
        started: when its build began, in seconds since 1970 (UTC).
        engines: the folders in assets/engine/ that its own pages ask for.
        first_live: when it first went live, in ISO 8601 with an offset; None if it never did.
        withdrawn: whether a rollback left it, so that no later one goes back to it.
        environment: the folder in environments/ that it was built with; "" for one that the tool did not make.
        waiting: articles whose day is to come, a line each.
    """

    name: str
    number: int
    commit: str
    subject: str
    started: float
    engines: tuple[str, ...] = ()
    first_live: str | None = None
    withdrawn: bool = False
    environment: str = ""
    waiting: tuple[str, ...] = ()


def all_releases(place: Place) -> list[Release]:
    """Return the finished releases, oldest first."""
    found = []
    for folder in place.releases.iterdir() if place.releases.is_dir() else ():
        record = place.records / f"{folder.name}.json"
        if RELEASE_NAME.fullmatch(folder.name) and record.is_file():
            values = json.loads(record.read_text("utf-8"))
            lists = {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
            found.append(Release(**values | lists))
    return sorted(found, key=lambda release: release.number)


def live_release(place: Place) -> Release | None:
    """Return what `current` points to, or None before the first push."""
    try:
        name = place.current.readlink().name
    except FileNotFoundError:
        return None
    return next((release for release in all_releases(place) if release.name == name), None)


def is_held(place: Place, live: Release | None) -> bool:
    """Say whether the live release was chosen by a rollback."""
    try:
        return live is not None and place.held.read_text("utf-8").strip() == live.name
    except FileNotFoundError:
        return False


def newest_of(place: Place, commit: str) -> Release | None:
    """Return the newest build of a commit."""
    return next((r for r in reversed(all_releases(place)) if r.commit == commit), None)


def add_release(place: Place, site: Path, built: Release) -> Release:
    """Take a whole built site in as a release, with the engines of those before it.

    A page that was opened before the switch asks for the engine of its own release when its quiz is begun, which may be
    after the switch; engines are named by their content, so that they lie side by side. As hard links they cost no room.

    Args:
        place: the site's folder.
        site: what was built, on the same file system.
        built: what is known of it; its name, number and engines are given here.

    Raises:
        Refused: it holds something that no web server should follow.
    """
    make_servable(site)
    known = all_releases(place)
    number = 1 + max((release.number for release in known), default=0)
    commit = built.commit
    name = commit if not (place.releases / commit).exists() else f"{commit}-{number}"
    engines = tuple(sorted(f.name for f in (site / ENGINES).iterdir())) if (site / ENGINES).is_dir() else ()
    for other in _kept(known, number_kept=KEPT - 1):
        for engine in other.engines:
            if not (site / ENGINES / engine).exists():
                source = place.releases / other.name / ENGINES / engine
                shutil.copytree(source, site / ENGINES / engine, copy_function=_link)
    release = replace(built, name=name, number=number, engines=engines)
    _write_record(place, release)  # first, so that a release always has one
    place.releases.mkdir(exist_ok=True)
    site.rename(place.releases / name)
    return release


def make_servable(site: Path) -> None:
    """Let everybody read a built site, whatever the umask, and make sure that it holds only folders and files.

    Raises:
        Refused: naming a symbolic link or another thing that would show what lies elsewhere.
    """
    folders = [site]
    while folders:
        folder = folders.pop()
        folder.chmod(0o755)
        for entry in os.scandir(folder):
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                folders.append(Path(entry.path))
            elif stat.S_ISREG(mode):
                Path(entry.path).chmod(0o644)
            else:
                what = (
                    "a symbolic link" if stat.S_ISLNK(mode) else "something that is neither file nor folder"
                )
                raise Refused(
                    f"The build made {what}, {Path(entry.path).relative_to(site)}, so nothing was published.\n"
                    "Put a copy of the file there instead."
                )


def go_live(place: Place, release: Release, held: bool = False) -> None:
    """Make a release the live one, in one step that a reader can't see the middle of; then throw old ones away.

    `held` says that a rollback chose it, so that a rebuild builds it again and not main.
    """
    before = live_release(place)
    changed = replace(release, first_live=release.first_live or _now(), withdrawn=False)
    if changed != release:
        _write_record(place, changed)
    if held:
        _write(place.held, release.name)
    place.releases.chmod(0o755)
    os.sync()  # the link must not outlive, in a power cut, the files that it leads to
    following = place.root / "current.next"
    following.unlink(missing_ok=True)
    following.symlink_to(Path(place.releases.name) / release.name)
    following.replace(place.current)
    if not held:
        place.held.unlink(missing_ok=True)
    _accept(place, changed)
    _prune(place, changed, before)


def roll_back(place: Place, release: Release, held: bool) -> None:
    """Make an earlier release the live one, and mark the one that was left, unless this goes forward again."""
    left = live_release(place)
    if left and release.number < left.number:
        for other in all_releases(place):
            if other.commit == left.commit:
                _write_record(place, replace(other, withdrawn=True))
    go_live(place, release, held)


def find_release(place: Place, commit: str | None) -> Release:
    """Return the release that a rollback means: of `commit`, which may be abbreviated, else the last good one.

    Good is one that went live before the live one and that no rollback has left.

    Raises:
        Refused: there is none, or several.
    """
    live = live_release(place)
    known = [release for release in all_releases(place) if release.first_live]
    if commit is None:
        earlier = [
            r
            for r in known
            if live and r.number < live.number and r.commit != live.commit and not r.withdrawn
        ]
        if not earlier:
            raise Refused(
                "No earlier release is kept that was not rolled back from, so there is nothing to go back to."
            )
        return earlier[-1]
    matching = [release for release in known if commit and release.commit.startswith(commit.lower())]
    if len({release.commit for release in matching}) != 1:
        kept = ", ".join(dict.fromkeys(release.commit[:10] for release in reversed(known))) or "none"
        what = "More than one kept release begins" if matching else "No kept release begins"
        raise Refused(f"{what} with {commit!r}. Kept are: {kept}")
    return matching[-1]


def clear_leftovers(place: Place) -> None:
    """Remove what a crash left half done; call it with the lock held."""
    shutil.rmtree(place.work, ignore_errors=True)
    clear_unaccepted(place)
    if place.records.is_dir():
        for record in place.records.iterdir():
            if record.suffix != ".json" or not (place.releases / record.stem).is_dir():
                record.unlink()


def _prune(place: Place, live: Release, before: Release | None) -> None:
    """Keep the live release, the one it replaced (requests to it may be under way), and the newest builds."""
    known = all_releases(place)
    good = [release for release in known if not release.withdrawn]
    kept = {release.name for release in [*_kept(known, KEPT), *_kept(good, 2)]}
    kept |= {live.name, before.name if before else ""}
    # A push can be building while the one before it goes live: what is newer than both has its turn yet to come.
    newest = max(live.number, before.number if before else 0)
    for release in known:
        if release.name not in kept and release.number <= newest:
            shutil.rmtree(place.releases / release.name)
            (place.records / f"{release.name}.json").unlink()


def _kept(known: list[Release], number_kept: int) -> list[Release]:
    newest: dict[str, Release] = {}
    for release in reversed(known):
        if release.first_live:
            newest.setdefault(release.commit, release)
    return list(newest.values())[:number_kept]


def _accept(place: Place, release: Release) -> None:
    """Let later builds use what this one left: until it went live, it was a stranger's."""
    if release.environment:
        accept(place, release.environment)
    left = place.accepted(release.name)
    for name, target in (("cache", place.cache), ("fetched", place.fetched)):
        if (left / name).is_dir():
            if os.path.lexists(target):
                target.rename(left / f"{name}.former")
            (left / name).rename(target)
    shutil.rmtree(left, ignore_errors=True)


def _now() -> str:
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")


def _write_record(place: Place, release: Release) -> None:
    place.records.mkdir(exist_ok=True)
    _write(place.records / f"{release.name}.json", json.dumps(asdict(release)))


def _write(file: Path, text: str) -> None:
    """Write a file so that it is there whole or as it was."""
    scratch = file.with_name(f"{file.name}.next")
    scratch.write_text(text, encoding="utf-8")
    scratch.replace(file)


def _link(source: str, target: str) -> None:
    with contextlib.suppress(OSError):
        os.link(source, target)
        return
    shutil.copyfile(source, target)
