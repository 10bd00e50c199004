"""The two wheels, installed beside nothing of this checkout, build a site of another's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path


def _run(*command: object, cwd: Path, **more: str) -> str:
    variables = {"PATH": os.environ["PATH"], "HOME": str(cwd), **more}
    done = subprocess.run([*map(str, command)], cwd=cwd, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheels_alone_build_a_site(root: Path, tmp_path: Path) -> None:
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path / "dist")
    for project in (root, root / "quiz"):
        _run(*build, project, cwd=root)
    wheels = sorted((tmp_path / "dist").glob("*.whl"))
    assert [wheel.name.partition("-")[0] for wheel in wheels] == ["innerpersona_quiz", "innerpersona_site"]

    # What else is locked comes from this environment, by a path: what is installed in place there isn't seen through it.
    _run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "env", cwd=tmp_path)
    python = tmp_path / "env" / "bin" / "python"
    [packages] = (tmp_path / "env" / "lib").glob("python*/site-packages")
    for wheel in wheels:
        shutil.unpack_archive(wheel, packages, "zip")
    (packages / "locked.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    where = _run(
        python,
        "-c",
        "import innerpersona_site as s, innerpersona_quiz as q; print(s.__file__, q.__file__)",
        cwd=tmp_path,
    )
    assert where.count(str(packages)) == 2

    site = tmp_path / "site"
    shutil.copytree(root / "tests" / "fixtures" / "site", site)
    shutil.copytree(root / "tests" / "fixtures" / "instruments", site / "instruments")
    (site / ".cache").mkdir()
    for name in ("runtime", "compressed", "engine"):
        (site / ".cache" / name).symlink_to(root / ".cache" / name)
    said = _run(python, "-m", "innerpersona_site.cli", "build", cwd=site, PYTHONDONTWRITEBYTECODE="1")
    assert "The site is in" in said
    page = (site / "site" / "quiz" / "sleep_habits" / "index.html").read_text("utf-8")
    assert "Habits</span>" in page and 'id="ip-engine-manifest"' in page
    assert list(site.glob("site/assets/engine/*/innerpersona_quiz-*.whl"))
    assert (site / "site" / "assets" / "fonts" / "serif.woff2").is_file()
