"""The command line of a release: `innerpersona verify` and `innerpersona server`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add both to the command line."""
    verify = commands.add_parser("verify", help="compare a published site with the list of its files' hashes")
    verify.add_argument(
        "site", metavar="URL-OR-FOLDER", help="https://your.server/, or the folder of a built site"
    )
    verify.add_argument(
        "--against",
        type=Path,
        metavar="FOLDER",
        help="a release that you built yourself; its list takes the place of the one that the site has",
    )
    verify.set_defaults(run=_verify)
    server = commands.add_parser("server", help="write the settings of a web server that shows this site")
    server.add_argument("kind", choices=("nginx", "caddy"), help="which server")
    server.add_argument("folder", type=Path, help="the folder that it shows, such as /srv/site/current")
    server.add_argument("--url", required=True, help="the site's address, as in site.toml")
    server.add_argument(
        "--listen", default="", metavar="ADDRESS:PORT", help="serve plain HTTP there, behind another server"
    )
    server.add_argument(
        "--log",
        type=Path,
        metavar="FILE",
        help="keep a log for statistics there, without whole addresses (default: none)",
    )
    server.set_defaults(run=_server)


def _verify(options: argparse.Namespace) -> int:
    # What asks the network is imported for this command alone.
    from innerpersona_site.integrity import FILE, IntegrityError, verify_folder, verify_url

    try:
        expected = (options.against / FILE).read_bytes() if options.against else None
        if options.site.startswith(("http://", "https://")):
            verdict = verify_url(options.site, expected)
        else:
            verdict = verify_folder(Path(options.site), expected)
    except (IntegrityError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 2
    for kind, path, more in verdict.faults:
        print(f"{kind:<8} {path}{f'  ({more})' if more else ''}")
    former = f", and {verdict.former} engines of former releases" if verdict.former else ""
    what = "as the list says" if not verdict.faults else f"but {len(verdict.faults)} faults"
    print(f"{verdict.files} files, {what}{former}. SHA-256 of the list: {verdict.hash}")
    return 1 if verdict.faults else 0


def _server(options: argparse.Namespace) -> int:
    # What reads the pages is needed for this command alone.
    from innerpersona_site.servers import SERVERS, Server

    print(
        SERVERS[options.kind](Server(options.folder.absolute(), options.url, options.listen, options.log)),
        end="",
    )
    return 0
