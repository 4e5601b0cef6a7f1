"""Imports point inwards, and importing anything needs neither settings nor a network."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "layers" / "core" / "instarecipe"
OURS = [*PACKAGE.rglob("*.py"), *(ROOT / "functions").rglob("*.py"), *(ROOT / "local").rglob("*.py")]


def module(path: Path) -> str:
    """`…/instarecipe/domain/item.py` is `instarecipe.domain.item`."""
    base = PACKAGE.parent if path.is_relative_to(PACKAGE) else ROOT
    parts = path.relative_to(base).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text())))


def imported(path: Path) -> Iterator[str]:
    """The modules that a file names, wherever in it; `from a import b` counts as `a.b` too."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in {path}"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def those_of(*packages: str) -> list[Path]:
    found = [path for path in OURS if within(module(path), *packages)]
    assert found
    return found


DIRECTION = {
    "functions": ["local", "tests"],
    "local": ["tests"],
    "instarecipe": ["functions", "local", "tests"],
    "instarecipe.wiring": ["functions", "local"],
}


@pytest.mark.parametrize("inner", DIRECTION)
def test_nothing_imports_what_lies_further_out(inner: str) -> None:
    for path in those_of(inner):
        assert not [name for name in imported(path) if within(name, *DIRECTION[inner])], path


def test_the_domain_imports_the_standard_library_and_itself_only() -> None:
    for path in those_of("instarecipe.domain"):
        for name in imported(path):
            own = within(name, "instarecipe.domain")
            assert own or name.partition(".")[0] in sys.stdlib_module_names, f"{name} in {path}"


def test_the_ports_know_the_domain_only() -> None:
    for name in imported(PACKAGE / "ports.py"):
        assert not within(name, "instarecipe") or within(name, "instarecipe.domain"), name


def test_only_functions_and_the_host_know_the_wiring() -> None:
    for path in those_of("instarecipe"):
        if module(path) != "instarecipe.wiring":
            assert not [name for name in imported(path) if within(name, "instarecipe.wiring")], path


def test_only_the_wiring_knows_the_engines() -> None:
    engines = ("instarecipe.embedded", "instarecipe.aws")
    for path in those_of("instarecipe"):
        if module(path) == "instarecipe.wiring" or within(module(path), *engines):
            continue
        assert not [name for name in imported(path) if within(name, *engines)], path


def test_the_engines_do_not_know_each_other_nor_the_use_cases() -> None:
    for engine in ("embedded", "aws"):
        known = (f"instarecipe.{engine}", "instarecipe.domain", "instarecipe.ports", "instarecipe.settings")
        for path in those_of(f"instarecipe.{engine}"):
            names = [name for name in imported(path) if within(name, "instarecipe")]
            assert not [name for name in names if not within(name, *known)], path


def test_settings_alone_read_the_environment() -> None:
    for path in OURS:
        if path == PACKAGE / "settings.py":
            continue
        for node in nodes(path):
            read = isinstance(node, ast.Attribute) and node.attr in (
                "environ",
                "environb",
                "getenv",
                "putenv",
            )
            assert not read, f"{path}:{getattr(node, 'lineno', 0)} reads the environment"
        assert not {"os.environ", "os.environb", "os.getenv"} & set(imported(path)), path


PROBE = """
import importlib, sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen"):
        raise SystemExit(f"{event} at import: {arguments}")

sys.addaudithook(refuse)
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def test_importing_anything_needs_no_environment_and_no_network(tmp_path: Path) -> None:
    names = [module(path) for path in OURS if path.name != "__main__.py"]
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *names],
        env={"PYTHONPATH": os.pathsep.join([str(ROOT), str(PACKAGE.parent)])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr or done.stdout
    assert not list(tmp_path.iterdir())
