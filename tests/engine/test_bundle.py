"""The bundle: what is in it, that it is the same each time, and that what is wrong with it is said in words."""

import gzip
import hashlib
import json
import marshal
import shutil
import traceback
from pathlib import Path
from typing import Any

import brotli
import pytest

from innerpersona_site.engine import EngineBundle, EngineError, build_engine, bundle, runtime
from innerpersona_site.engine.annotations import unannotated
from innerpersona_site.engine.archive import read_archive
from innerpersona_site.engine.browser._left_out import LEFT_OUT
from innerpersona_site.engine.bytecode import compile_members, require_python
from innerpersona_site.engine.modules import check_complete, read_list, trim
from innerpersona_site.engine.precompress import precompress
from innerpersona_site.engine.runtime import Pin, fetch_runtime, fetch_tools
from innerpersona_site.engine.table import TABLE


def test_two_builds_from_the_same_sources_are_byte_identical(
    engine: EngineBundle, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The runtime and what was compressed before are inputs; everything else is made anew, under another clock and place.
    (tmp_path / "runtime").symlink_to(root / ".cache" / "runtime")
    (tmp_path / "compressed").symlink_to(root / ".cache" / "compressed")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("PYTHONHASHSEED", "17")
    second = build_engine(root, lambda line: None, cache=tmp_path)
    assert second.hash == engine.hash
    for file in sorted(engine.directory.iterdir()):
        assert (second.directory / file.name).read_bytes() == file.read_bytes(), file.name


def test_the_manifest_states_every_file_as_it_is(engine: EngineBundle) -> None:
    manifest = json.loads(engine.manifest_json)
    assert manifest["hash"] == engine.hash == engine.directory.name
    for file in manifest["files"]:
        data = (engine.directory / file["name"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])
    stated = {file["name"] for file in manifest["files"]} | {"manifest.json"}
    assert {
        file.name.removesuffix(".br").removesuffix(".gz") for file in engine.directory.iterdir()
    } == stated


def test_precompressed_copies_hold_the_same_content(engine: EngineBundle) -> None:
    for file in json.loads(engine.manifest_json)["files"]:
        path = engine.directory / file["name"]
        assert brotli.decompress(path.with_name(path.name + ".br").read_bytes()) == path.read_bytes()
        assert gzip.decompress(path.with_name(path.name + ".gz").read_bytes()) == path.read_bytes()


def test_the_engine_is_at_most_two_and_a_half_megabytes_over_the_wire(engine: EngineBundle) -> None:
    assert sum(file.stat().st_size for file in engine.directory.glob("*.br")) <= 2_450_000


def test_a_build_with_nothing_changed_builds_nothing(engine: EngineBundle, root: Path) -> None:
    lines: list[str] = []
    assert build_engine(root, lines.append) == engine
    assert lines == []


@pytest.fixture
def own_cache(engine: EngineBundle, root: Path, tmp_path: Path) -> Path:
    """A cache with the bundle in it, to be damaged; what it is made from is the checkout's."""
    shutil.copytree(root / ".cache" / "engine", tmp_path / "engine")
    for name in ("runtime", "compressed"):
        (tmp_path / name).symlink_to(root / ".cache" / name)
    return tmp_path


def test_a_bundle_that_was_changed_with_its_manifest_is_built_anew(
    engine: EngineBundle, root: Path, own_cache: Path
) -> None:
    folder = own_cache / "engine" / engine.hash
    manifest = json.loads(engine.manifest_json)
    (folder / "worker.mjs").write_bytes(b"postMessage('hostile')")
    for file in manifest["files"]:
        if file["name"] == "worker.mjs":
            file["sha256"] = hashlib.sha256(b"postMessage('hostile')").hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest, separators=(",", ":")), "utf-8")
    again = build_engine(root, lambda line: None, cache=own_cache)
    assert again.manifest_json == engine.manifest_json
    for file in sorted(engine.directory.iterdir()):
        assert (again.directory / file.name).read_bytes() == file.read_bytes(), file.name


@pytest.mark.parametrize("name", ["worker.mjs", "worker.mjs.br", "pyodide.mjs.gz", "manifest.json"])
def test_a_flipped_byte_anywhere_in_a_bundle_is_found(
    engine: EngineBundle, own_cache: Path, name: str
) -> None:
    def known() -> list[Path]:
        entries = (own_cache / "engine" / "by-input").iterdir()
        found = [bundle._known(own_cache / "engine", entry) for entry in entries]
        return [folder for folder in found if folder and folder.name == engine.hash]

    assert known()
    file = own_cache / "engine" / engine.hash / name
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert known() == []


def test_a_compressed_copy_that_holds_something_else_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "worker.mjs"
    file.write_bytes(b"// worker")
    precompress(file, tmp_path / "cache", print)
    for kept in (tmp_path / "cache").iterdir():
        hostile = {".br": brotli.compress, ".gz": gzip.compress}[kept.suffix](b"// hostile")
        kept.write_bytes(hostile)
    precompress(file, tmp_path / "cache", print)
    assert brotli.decompress((tmp_path / "worker.mjs.br").read_bytes()) == b"// worker"
    assert gzip.decompress((tmp_path / "worker.mjs.gz").read_bytes()) == b"// worker"


@pytest.mark.parametrize("name", ["pyodide.mjs", "package.tgz"])
def test_a_runtime_that_was_changed_in_the_cache_is_fetched_anew(
    engine: EngineBundle, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    sound = fetch_runtime(root / ".cache", print).directory
    shutil.copytree(sound, tmp_path / "runtime" / sound.name)
    fetched: list[Path] = []

    def pack(pin: Pin, folder: Path) -> Path:
        fetched.append(folder)
        return Path(shutil.copy(sound / "package.tgz", folder / "pyodide.tgz"))

    monkeypatch.setattr(runtime, "_pack", pack)
    fetch_runtime(tmp_path, print)
    assert fetched == []
    (tmp_path / "runtime" / sound.name / name).write_bytes(b"hostile")
    again = fetch_runtime(tmp_path, print).directory
    assert len(fetched) == 1
    assert (again / "pyodide.mjs").read_bytes() == (sound / "pyodide.mjs").read_bytes()


def test_every_listed_module_is_used_and_every_used_one_is_listed(exercised: Any) -> None:
    # Frozen and built-in modules are in the interpreter itself; the scoring package ships whole.
    from_archives = {
        name
        for name, origin in exercised["modules"].items()
        if origin.startswith("/lib/") and not name.startswith("innerpersona_quiz")
    }
    assert from_archives - set(read_list()) == {"sitecustomize", "_left_out", "_library"}
    assert set(read_list()) - from_archives == set()


def test_every_module_of_the_scoring_package_that_ships_is_used(
    exercised_with_fixtures: Any, fixture_engine: EngineBundle
) -> None:
    # With the fixture questionnaires there is one of each kind; none has a calibration.
    [wheel] = fixture_engine.directory.glob("*.whl")
    shipped = {
        path.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".")
        for path in read_archive(wheel)
        if path.endswith(".pyc")
    }
    used = {name for name in exercised_with_fixtures["modules"] if name.startswith("innerpersona_quiz")}
    of_calibrated = {
        "instruments.calibration_file",
        "scoring.bifactor",
        "scoring.calibrated",
        "scoring.graded_response",
    }
    assert shipped - used <= {f"innerpersona_quiz.{name}" for name in of_calibrated}


def test_added_questionnaires_need_no_module_that_the_shipped_ones_do_not(
    exercised: Any, exercised_with_fixtures: Any
) -> None:
    more = set(exercised_with_fixtures["modules"]) - set(exercised["modules"])
    of_profiles = ("innerpersona_quiz.kinds.profile", "innerpersona_quiz.report.compiled.profile_")
    shared = {"innerpersona_quiz.report.compiled.reading_html_j2"}  # the shipped sheets have nothing to read
    assert {name for name in more - shared if not name.startswith(of_profiles)} == set()


def test_what_is_left_out_is_empty_in_the_browser_and_is_never_loaded(exercised: Any) -> None:
    for name in LEFT_OUT:
        assert exercised["modules"][name] == "", f"{name} was loaded after all"


def test_the_library_is_read_from_the_table(exercised: Any) -> None:
    from_zip = {
        name
        for name, origin in exercised["modules"].items()
        if origin.startswith("/lib/python") and f"/{TABLE}/" not in origin
    }
    assert {name for name in from_zip if not name.startswith("encodings")} == {"sitecustomize", "_library"}


def test_the_runtime_is_of_the_version_that_its_pin_names(exercised: Any, engine: EngineBundle) -> None:
    manifest = json.loads(engine.manifest_json)
    assert manifest["runtime"] == Pin.read().version
    assert exercised["python"].startswith(manifest["python"] + ".")


def test_an_archive_that_does_not_match_its_pin_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm = tmp_path / "npm"
    npm.write_text('#!/bin/sh\nprintf altered > "$4/pyodide.tgz"\n')
    npm.chmod(0o755)
    monkeypatch.setattr("innerpersona_site.engine.runtime.npm_command", lambda: str(npm))
    with pytest.raises(
        EngineError, match=r"does not match its pinned hash, so it was thrown away\. Try again"
    ):
        fetch_runtime(tmp_path / "cache", lambda line: None)
    assert list((tmp_path / "cache" / "runtime").iterdir()) == []


def test_without_a_network_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'npm error code ENOTFOUND' >&2\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setattr("innerpersona_site.engine.runtime.npm_command", lambda: str(npm))
    with pytest.raises(EngineError, match=r"ENOTFOUND.*Check the network connection"):
        fetch_runtime(tmp_path / "cache", lambda line: None)


def test_a_pin_without_a_hash_is_refused(tmp_path: Path) -> None:
    pin = tmp_path / "runtime.pin"
    pin.write_text("pyodide@0.29.5\n")
    with pytest.raises(EngineError, match="does not name a runtime"):
        Pin.read(pin)


def test_a_tool_that_no_step_uses_is_refused(tmp_path: Path) -> None:
    unknown = Pin("left-pad", "1.3.0", Pin.read().integrity)
    with pytest.raises(EngineError, match="left-pad, which is no tool"):
        fetch_tools(tmp_path, print, [unknown])


def test_a_traceback_names_file_and_function_where_there_are_no_lines() -> None:
    lean = compile_members({"report/row.py": b"def width():\n    return 1 / 0\n"}, lean=True)[
        "report/row.pyc"
    ]
    names: dict[str, Any] = {}
    exec(marshal.loads(lean[16:]), names)
    with pytest.raises(ZeroDivisionError) as caught:
        names["width"]()
    frame = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert (frame.filename, frame.name) == ("report/row.py", "width")


def test_functions_lose_annotations_and_classes_keep_theirs() -> None:
    source = b"class Row:\n    width: int = 3\n\n    def grow(self, by: int, *more: int) -> int:\n        return by\n"
    written = unannotated({"row.py": source, "row.txt": b"x: int"})
    assert written["row.txt"] == b"x: int"
    names: dict[str, Any] = {}
    exec(written["row.py"], names)
    assert names["Row"].__annotations__ == {"width": int}
    assert names["Row"].grow.__annotations__ == {}
    assert names["Row"]().grow(2) == 2


def test_a_module_that_reads_annotations_keeps_them() -> None:
    source = b"from functools import singledispatch\n@singledispatch\ndef show(value: object) -> str: ...\n"
    assert unannotated({"shown.py": source}) == {"shown.py": source}


def test_the_wheel_has_its_templates_compiled_and_nothing_for_installers(engine: EngineBundle) -> None:
    [wheel] = engine.directory.glob("*.whl")
    members = read_archive(wheel)
    assert not [path for path in members if path.endswith((".j2", "RECORD"))]
    assert "innerpersona_quiz/report/compiled/document_html_j2.pyc" in members


def test_another_minor_version_of_python_is_refused_by_name() -> None:
    with pytest.raises(EngineError, match=r"carries Python 3\.99, but this is Python 3\.13"):
        require_python("3.99")


def test_a_module_that_nothing_has_is_named() -> None:
    with pytest.raises(EngineError, match=r"json\.imaginary"):
        check_complete(["json", "json.imaginary"], {"json/__init__.py": b""})


def test_trimming_keeps_named_modules_and_licences_alone() -> None:
    members = {
        "json/__init__.py": b"",
        "json/tool.py": b"",
        "re.py": b"",
        "x-1.dist-info/licenses/LICENSE": b"",
    }
    assert set(trim(members, ["json", "re"])) == {
        "json/__init__.py",
        "re.py",
        "x-1.dist-info/licenses/LICENSE",
    }


def test_bytecode_depends_on_the_source_alone_and_is_lean_when_asked() -> None:
    source = {"one.py": b'"""A docstring."""\nassert True\n', "data.txt": b"kept"}
    full = compile_members(source, lean=False)
    assert full == compile_members(source, lean=False)
    assert set(full) == {"one.pyc", "data.txt"}
    assert b"A docstring." in full["one.pyc"]
    lean = compile_members(source, lean=True)["one.pyc"]
    assert b"A docstring." not in lean
    assert {line for *_, line in marshal.loads(full["one.pyc"][16:]).co_lines()} != {None}
    assert {line for *_, line in marshal.loads(lean[16:]).co_lines()} == {None}


def test_source_that_does_not_compile_is_named() -> None:
    with pytest.raises(EngineError, match=r"SyntaxError|invalid syntax"):
        compile_members({"broken.py": b"def"}, lean=False)
