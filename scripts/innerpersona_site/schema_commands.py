"""`innerpersona schema`: writes what editors need to complete and check site.toml and front matter."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

OK, MISUSED = 0, 2


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to those of the command line."""
    schema = commands.add_parser(
        "schema",
        help="write JSON Schemas of site.toml and front matter for editors, and a reference of all keys",
    )
    schema.add_argument(
        "folder", type=Path, help="where they go, such as .schemas; what is there is brought up to date"
    )
    schema.set_defaults(run=_schema)


def _schema(options: argparse.Namespace) -> int:
    # What describes front matter takes long to import.
    from innerpersona_site.content.schemas import schema_files

    try:
        options.folder.mkdir(parents=True, exist_ok=True)
        for name, text in schema_files().items():
            (options.folder / name).write_text(text, "utf-8")
    except OSError as problem:
        print(f"{options.folder} can't be written ({problem.strerror}).", file=sys.stderr)
        return MISUSED
    print(
        f"Wrote the schemas and {options.folder}/reference.md. In an editor that knows Taplo, begin site.toml with\n"
        f"#:schema {options.folder}/site.schema.json"
    )
    return OK
