"""Published scripts: without comments, and with everything else that they say."""

import subprocess
from pathlib import Path

import pytest

from innerpersona_site.output.theme import minified

TRICKY = [
    ("const a = 'x // no comment' + \"/* nor this */\";console.log(a)", "x // no comment/* nor this */"),
    ("const a = `x // ${1 + 1}\n /* kept */`;console.log(a)", "x // 2\n /* kept */"),
    ("const a = '4 / 2 // 1'.replace(/\\/\\/ 1/, '!'); /* gone */ console.log(a)", "4 / 2 !"),
    ("class A { #x = 1; has() { return #x in this } }\nconsole.log(new A().has())", "true"),
    ("const a = 7\nconst b = a\n/2/1\nconsole.log(b)", "3.5"),
    ("const f = () => /[/]\\/\\*/.test('//*')\nconsole.log(f())", "true"),
]


@pytest.mark.parametrize(("script", "said"), TRICKY)
def test_a_script_without_comments_does_the_same(script: str, said: str) -> None:
    for text in (script, minified(script.encode()).decode()):
        run = subprocess.run(["node", "--input-type=module", "-e", text], capture_output=True, text=True)
        assert run.stdout.removesuffix("\n") == said, (text, run.stderr)
    assert "gone" not in minified(script.encode()).decode()


PARSE_ALL = (
    *("node", "--no-warnings", "--experimental-vm-modules", "-e"),
    """for (const file of process.argv.slice(1)) {
      new (require('vm').SourceTextModule)(require('fs').readFileSync(file, 'utf8'), { identifier: file });
    }""",
)
"""Parse each file as a module, in one process, and run none."""


def test_every_script_of_the_theme_parses_without_comments(root: Path, tmp_path: Path) -> None:
    scripts = [path for path in (root / "overrides" / "assets").rglob("*") if path.suffix in (".mjs", ".js")]
    assert len(scripts) > 40
    for path in scripts:
        copy = tmp_path / f"{path.stem}.mjs"
        copy.write_bytes(minified(path.read_bytes()))
        assert b"\n/**" not in copy.read_bytes()
    copies = sorted(tmp_path.glob("*.mjs"))
    checked = subprocess.run([*PARSE_ALL, *copies], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
