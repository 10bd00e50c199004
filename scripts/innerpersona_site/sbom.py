"""A bill of materials for a release, in CycloneDX: what visitors are sent, and what it was built with."""

from __future__ import annotations

import base64
import re
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from innerpersona_site.engine.runtime import Pin

FILE: Final = "sbom.cdx.json"
LOCK: Final = Path("requirements/dev.txt")

SHIPPED: Final = ("innerpersona-quiz", "jinja2", "markupsafe", "segno", "pagefind-bin")
"""Distributions of which something goes to visitors; the others only build."""

_LOCKED: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)")
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill_of_materials(root: Path, name: str, url: str) -> str:
    """Return the bill of the site that was just built, as JSON; the same site has the same bill.

    Args:
        root: the folder with the lock of the packages.
        name: the site's.
        url: its address, of which the serial number is made.
    """
    number = uuid.uuid5(uuid.NAMESPACE_URL, url)
    site = Component(name=name, type=ComponentType.APPLICATION, bom_ref="site")
    components = [_runtime(), *_packages(root)]
    bom = Bom(serial_number=number, components=components)
    bom.metadata.timestamp = None  # type: ignore[assignment]
    bom.metadata.component = site
    bom.register_dependency(site, components)
    text: str = JsonV1Dot6(bom).output_as_string(indent=1)
    return f"{text}\n"


def _runtime() -> Component:
    pin = Pin.read()
    digest = base64.b64decode(pin.integrity.removeprefix("sha512-")).hex()
    return Component(
        name=pin.package,
        version=pin.version,
        type=ComponentType.FRAMEWORK,
        scope=ComponentScope.REQUIRED,
        purl=PackageURL("npm", None, pin.package, pin.version),
        bom_ref=f"npm {pin.package}",
        hashes=[HashType(alg=HashAlgorithm.SHA_512, content=digest)],
    )


def _packages(root: Path) -> Iterator[Component]:
    locked = (root / LOCK).read_text("utf-8") if (root / LOCK).is_file() else ""
    named = {found[1].lower(): found[2] for line in locked.splitlines() if (found := _LOCKED.match(line))}
    own = metadata.version("innerpersona-quiz")
    for name, version in sorted({**named, "innerpersona-quiz": own}.items()):
        shipped = name in SHIPPED
        yield Component(
            name=name,
            version=version,
            type=ComponentType.LIBRARY,
            scope=ComponentScope.REQUIRED if shipped else ComponentScope.EXCLUDED,
            purl=PackageURL("pypi", None, name, version),
            bom_ref=f"pypi {name}",
        )
