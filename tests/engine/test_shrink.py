"""The steps that make the runtime smaller, each on a small program of its own."""

import json
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest

from innerpersona_site.engine import EngineBundle, EngineError
from innerpersona_site.engine.runtime import Runtime, fetch_runtime, fetch_tools, node_command
from innerpersona_site.engine.shrink import docstrings, exports, position, shrunk_runtime, steps, wasm
from innerpersona_site.engine.shrink.position import Pointer, Segment
from innerpersona_site.engine.shrink.wasm import Export, Malformed

SHRINK = Path(steps.__file__).parent
BASE = 1024
STATED = (
    'var ___memory_base=new WebAssembly.Global({value:"i32",mutable:false},1024);'
    'var ___table_base=new WebAssembly.Global({value:"i32",mutable:false},1);'
    'var ___stack_pointer=new WebAssembly.Global({value:"i32",mutable:true},9000);'
    "var ___heap_base=9000;var ___stack_low=3000;var ___stack_high=9000;"
)


def _global(name: str, mutable: int) -> bytes:
    module = "env" if name.startswith("__") else "GOT.func"
    return b"".join(wasm.leb(len(text)) + text.encode() for text in (module, name)) + bytes(
        [3, 0x7F, mutable]
    )


def _module(relocate: bytes, *more: bytes, data: bytes = bytes(12)) -> bytes:
    """A module of one function, its relocations, with data and a table at their bases."""
    names = (("__memory_base", 0), ("__stack_pointer", 1), ("__table_base", 0))
    return wasm.write_sections(
        {
            1: bytes([1, 0x60, 0, 0]),
            wasm.IMPORTS: wasm.write_vector([*(_global(*one) for one in names), *more]),
            3: bytes([1, 0]),
            wasm.GLOBALS: b"\0",
            wasm.EXPORTS: wasm.write_exports([Export(position.RELOCATE, wasm.FUNCTION, 0)]),
            wasm.ELEMENTS: bytes([1, 0, 0x23, 2, 0x0B, 1, 0]),
            wasm.CODE: wasm.write_bodies([b"\0" + relocate + b"\x0b"]),
            wasm.DATA: bytes([1, 0, 0x23, 0, 0x0B, len(data)]) + data,
        }
    )


def _store(address: int, base: int, number: int | None, operation: int = 0x6A) -> bytes:
    """A relocation: memory base + address := base + number."""
    value = b"" if number is None else b"\x41" + wasm.signed_leb(number) + bytes([operation])
    return b"\x23\0\x41" + wasm.signed_leb(address) + b"\x6a\x23" + bytes([base]) + value + b"\x36\x02\0"


@pytest.mark.parametrize("number", [0, 1, 63, 64, 127, 128, 300, 8_810_528, 2**31 - 1])
def test_numbers_are_read_as_they_are_written(number: int) -> None:
    assert wasm.unsigned(wasm.leb(number), 0) == (number, len(wasm.leb(number)))
    for one in (number, -number):
        assert wasm.signed(wasm.signed_leb(one), 0) == (one, len(wasm.signed_leb(one)))


def test_addresses_become_numbers_and_pointers_are_written_into_the_data() -> None:
    relocate = _store(0, 0, 8) + _store(4, 2, 5) + _store(8, 0, -64, 0x6B)
    module, pointers = position.fixed(_module(relocate), STATED)
    sections = wasm.read_sections(module)
    segment = Segment.of(sections[wasm.DATA])
    assert segment.address == BASE
    assert struct.unpack("<3I", segment.data.ljust(12, b"\0")) == (BASE + 8, 6, BASE + 64)
    assert pointers == [
        Pointer(BASE, BASE + 8, True),
        Pointer(BASE + 4, 6, False),
        Pointer(BASE + 8, BASE + 64, True),
    ]
    assert wasm.read_imports(sections[wasm.IMPORTS]) == []
    assert sections[wasm.GLOBALS][0] == 3
    assert wasm.read_bodies(sections[wasm.CODE]) == [b"\0\x0b"]
    assert sections[wasm.ELEMENTS][:5] == bytes([1, 0, 0x41, 1, 0x0B])


@pytest.mark.parametrize(
    ("relocate", "more", "script", "reason"),
    [
        (_store(0, 0, 8)[:-1] + b"\1", (), STATED, "else than storing"),
        (b"\x41\0", (), STATED, "else than adding"),
        (_store(0, 0, 8, 0x6C), (), STATED, "else than adding"),
        (b"\x23\2" + _store(0, 0, 8)[2:], (), STATED, "outside the data"),
        (
            b"",
            (_global("emscripten_fetch", 1),),
            STATED,
            "unknown global is imported: GOT.func.emscripten_fetch",
        ),
        (b"", (), STATED.replace("___heap_base", "___heap"), "__heap_base is stated 0 times"),
        (b"", (), STATED * 2, "is stated 2 times"),
    ],
)
def test_a_runtime_of_another_make_is_refused(
    relocate: bytes, more: tuple[bytes, ...], script: str, reason: str
) -> None:
    with pytest.raises(Malformed, match=reason):
        position.fixed(_module(relocate, *more), script)


METHOD = struct.pack("<5I", 0, BASE + 32, 7, 1, BASE + 40)
TEXTS = {"doc": b"Add two numbers.", "mark": b"add($module, a)\n--\n\nAdd.", "shared": b"Says what is wrong."}


def _with_texts(code: bytes) -> tuple[bytes, list[Pointer], dict[str, int]]:
    data = bytearray(METHOD.ljust(32, b"\0") + b"add\0\0\0\0\0")
    places = {}
    for name, text in TEXTS.items():
        places[name] = BASE + len(data)
        data += text + b"\0"
    struct.pack_into("<2I", data, 20, places["mark"], places["shared"])
    module = wasm.write_sections({wasm.CODE: code, wasm.DATA: position.active_segment(BASE, bytes(data))})
    pointers = [
        Pointer(BASE + 4, BASE + 32, True),
        Pointer(BASE + 8, 7, False),
        Pointer(BASE + 16, places["doc"], True),
        Pointer(BASE + 20, places["mark"], True),
        Pointer(BASE + 24, places["shared"], True),
    ]
    return module, pointers, places


def test_docstrings_are_emptied_and_other_texts_stay() -> None:
    module, pointers, _ = _with_texts(b"\0")
    data = Segment.of(wasm.read_sections(docstrings.emptied(module, pointers))[wasm.DATA]).data
    assert TEXTS["doc"] not in data
    assert TEXTS["mark"] not in data
    assert b"add\0" in data
    assert TEXTS["shared"] in data


@pytest.mark.parametrize("into", [0, 4])
@pytest.mark.parametrize("above", [0, BASE])
def test_a_docstring_that_code_may_point_into_stays(into: int, above: int) -> None:
    _, _, places = _with_texts(b"\0")
    constant = b"\x41" + wasm.signed_leb(places["doc"] + into - above)
    module, pointers, _ = _with_texts(wasm.write_bodies([b"\0" + constant + b"\x1a\x0b"]))
    data = Segment.of(wasm.read_sections(docstrings.emptied(module, pointers))[wasm.DATA]).data
    assert TEXTS["doc"] in data
    assert TEXTS["mark"] not in data


def test_a_docstring_whose_end_is_another_text_stays() -> None:
    module, pointers, places = _with_texts(b"\0")
    pointers.append(Pointer(BASE + 28, places["doc"] + 8, True))
    data = Segment.of(wasm.read_sections(docstrings.emptied(module, pointers))[wasm.DATA]).data
    assert TEXTS["doc"] in data


def test_exports_that_nothing_asks_for_go_and_one_that_is_missing_is_named() -> None:
    module = wasm.write_sections(
        {wasm.EXPORTS: wasm.write_exports([Export("malloc", 0, 3), Export("unused", 0, 4)])}
    )
    kept = wasm.read_exports(wasm.read_sections(exports.pruned(module, {"malloc", "main"}))[wasm.EXPORTS])
    assert kept == [Export("malloc", 0, 3)]
    with pytest.raises(Malformed, match="asks for: free"):
        exports.pruned(module, {"malloc", "free"})


@pytest.fixture(scope="module")
def tools(root: Path, engine: EngineBundle) -> dict[str, Path]:
    return fetch_tools(root / ".cache", print)


STARTED = (
    "updateGOT(relocated,replace);"
    "var metadata=getDylinkMetadata(module);"
    "if(metadata.neededDynlibs){dynamicLibraries=metadata.neededDynlibs.concat(dynamicLibraries)}"
    'LDSO.init();loadDylibs();__RELOC_FUNCS__.push(wasmExports["__wasm_apply_data_relocs"]);'
    'var imports={env:1,"GOT.mem":new Proxy(wasmImports,GOTHandler),"GOT.func":new Proxy(wasmImports,GOTHandler)};'
    "registerPostMainLoop(()=>SDL.audio?.queueNewAudioData?.());registerWasmPlugin();"
    "FS.createPreloadedFile=FS_createPreloadedFile;"
    "SOCKFS.root=FS.mount(SOCKFS,{},null);PIPEFS.root=FS.mount(PIPEFS,{},null);"
    "var filesystems={};filesystems={MEMFS,IDBFS,NODEFS,WORKERFS,PROXYFS};"
)


def _swept(tools: dict[str, Path], body: str, *imports: str, started: str = STARTED) -> Any:
    script = f"var made=(()=>async function(Module){{{started}{body}}})();"
    given = {"script": script, "loader": "m._loaded()", "imports": imports}
    done = subprocess.run(
        [node_command(), str(SHRINK / "sweep.mjs"), str(tools["acorn"])],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr


BODY = """
function applySignatureConversions(wasmExports){
wasmExports["free"]=wrap(wasmExports["free"]);
wasmExports["used"]=wrap(wasmExports["used"]);}
function wrap(f){return f}
function helper(){return applySignatureConversions}
function dead(){return deader()}
function deader(){}
var _used=Module["_used"]=wasmExports["used"];
var _free=Module["_free"]=wasmExports["free"];
var _loaded=Module["_loaded"]=()=>helper();
helper.sig="i";dead.sig="i";
var wasmImports={wanted:helper,unwanted:dead};
run(wasmImports,_used);
"""


def test_the_sweep_keeps_what_is_reached_and_nothing_else(tools: dict[str, Path]) -> None:
    swept = _swept(tools, BODY, "wanted")
    assert set(swept["exports"]) == {"__main_argc_argv", "__wasm_call_ctors", "used"}
    for stays in (
        "function helper",
        'helper.sig="i"',
        'Module["_loaded"]=',
        "wanted:helper",
        "run(wasmImports",
    ):
        assert stays in swept["script"]
    for gone in ("dead", "unwanted", "_free", '"free"', 'Module["_used"]', "SOCKFS", "LDSO"):
        assert gone not in swept["script"], gone


def test_what_an_import_asks_for_stays(tools: dict[str, Path]) -> None:
    assert "function deader" in _swept(tools, BODY, "wanted", "unwanted")["script"]


def test_a_script_without_what_the_sweep_takes_out_is_refused(tools: dict[str, Path]) -> None:
    assert "has not exactly one registerWasmPlugin();" in _swept(
        tools, BODY, started=STARTED.replace("registerWasmPlugin();", "")
    )


def test_minifying_keeps_properties_and_what_the_script_does(tools: dict[str, Path]) -> None:
    script = (
        "var longName=(given)=>{/* a word */return {property:given+1}};globalThis.made=longName(2).property;"
    )
    command = [node_command(), str(SHRINK / "minify.mjs"), str(tools["terser"])]
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=True)
    assert len(done.stdout) < len(script) - 15
    program = f"{done.stdout};process.stdout.write(String(globalThis.made))"
    ran = subprocess.run([node_command(), "-e", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "3"


def test_a_runtime_that_no_step_knows_is_named_with_the_step(root: Path, tmp_path: Path) -> None:
    sound = fetch_runtime(root / ".cache", print)
    (tmp_path / "runtime").symlink_to(root / ".cache" / "runtime")
    shutil.copytree(sound.directory, tmp_path / "other")
    script = tmp_path / "other" / steps.SCRIPT
    script.write_text(script.read_text("utf-8").replace("registerWasmPlugin();", ""), "utf-8")
    with pytest.raises(EngineError, match=r"“sweep”.*pyodide \d.*registerWasmPlugin"):
        shrunk_runtime(Runtime(sound.pin, tmp_path / "other"), tmp_path, lambda line: None)


def test_a_shrunk_file_that_was_changed_in_the_cache_is_not_taken(root: Path, tmp_path: Path) -> None:
    kept = shrunk_runtime(fetch_runtime(root / ".cache", print), root / ".cache", print)
    copy = Path(shutil.copytree(kept, tmp_path / kept.name))
    assert steps._is_sound(copy)
    (copy / steps.SCRIPT).write_bytes(b"hostile")
    assert not steps._is_sound(copy)


def test_a_tool_is_found_by_a_path_that_is_relative(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    tools = fetch_tools(Path(".cache"), print)
    assert steps._run("minify", [tools["terser"]], b"var answer = 1 + 1;") == b"var answer=2;"


def test_what_a_tool_complains_of_is_its_error_and_no_line_of_its_source() -> None:
    printed = b"node:internal/loader:1\n  const err = new Error(message);\n\nError: Cannot find module 'x'\n    at a:1\n"
    assert steps._reason(printed) == "Error: Cannot find module 'x'"
