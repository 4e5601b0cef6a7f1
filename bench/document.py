"""Makes docs/performance.md and its pictures of what the bench has kept, and of what was found by hand."""

from __future__ import annotations

import json
import platform
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot

from bench.figures import FILE, Figure

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "bench"  # the same figures make the same file
HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
TITLES = {
    "startup": "Cold start",
    "first": "The first link",
    "warm": "Warm enqueue",
    "sizes": "What a function carries",
    "cost": "The bill",
    "reading": "Reading",
    "embedded": "One machine",
    "crowd": "A crowd",
    "page": "The page",
    "scale": "A million items",
    "peers": "Beside huey and Celery",
}
OURS, REFERENCE = "#3b7d4f", "#999999"


def write() -> None:
    kept: dict[str, Any] = json.loads(FILE.read_text())
    texts = _sections((HERE / "found.md").read_text())
    blocks = [texts[""].format(python=platform.python_version(), machine=_machine())]
    for name, title in TITLES.items():
        if name in kept:
            blocks += [
                f"## {title}",
                texts.get(name, ""),
                _rows(kept[name]["figures"]),
                _extra(name, kept[name]),
            ]
    blocks += [f"## {title}\n\n{text}" for title, text in texts.items() if title and title not in TITLES]
    (DOCS / "performance.md").write_text(
        "\n\n".join(block.strip() for block in blocks if block.strip()) + "\n"
    )


def _sections(text: str) -> dict[str, str]:
    """Of the hand-written part, by the name of the part or by a title of its own."""
    first, *others = text.split("\n## ")
    named = (one.partition("\n") for one in others)
    return {"": first, **{name.strip(): body for name, _, body in named}}


def _rows(figures: list[dict[str, Any]]) -> str:
    lines = ["| what | figure | budget | |", "|---|---|---|---|"]
    for one in (Figure(**kept) for kept in figures):
        missed = "" if one.holds else " **missed**"
        lines.append(f"| {one.name} | {one.value:.3g} {one.unit} | {one.limit}{missed} | {one.note} |")
    return "\n".join(lines)


def _extra(name: str, part: dict[str, Any]) -> str:
    if name == "startup":
        shows = "Cold starts beside boto3's client and the usual stack"
        return _cpu_picture(part["details"]["milliseconds"], "cold-start", shows)
    if name == "first":
        shows = "A first link beside boto3 with the same calls, and the usual stack with two"
        return _cpu_picture(part["details"]["milliseconds"], "first-link", shows)
    if name == "cost":
        shows = "What 1 000 recipes cost, by service"
        bars = _bars(part["details"]["bill"], "US dollars for 1 000 recipes", "%.4f", "bill", shows)
        return f"{_bill(part['details'])}\n\n{bars}"
    if name == "peers":
        return _truths(part["details"])
    return _scale_picture(part["details"]) if name == "scale" else ""


def _cpu_picture(milliseconds: dict[str, float], file: str, shows: str) -> str:
    spent = {name: one for name, one in milliseconds.items() if name != "bare"}
    return _bars(spent, "CPU, milliseconds", "%.0f", file, shows)


def _bars(values: dict[str, float], unit: str, form: str, file: str, shows: str) -> str:
    """The longest on top."""
    names = sorted(values, key=values.__getitem__)
    figure, axes = pyplot.subplots(figsize=(7, 0.6 + 0.3 * len(names)))
    colours = [REFERENCE if name in ("boto3", "usual stack") else OURS for name in names]
    axes.bar_label(axes.barh(names, [values[name] for name in names], color=colours), fmt=form, padding=3)
    axes.margins(x=0.1)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_xlabel(unit)
    return _saved(figure, file, shows)


def _bill(details: dict[str, Any]) -> str:
    lines = ["| | counted per recipe | $ per 1 000 |", "|---|---|---|"]
    for name, dollars in sorted(details["bill"].items(), key=lambda pair: -pair[1]):
        lines.append(f"| {name} | {details['recipes'][name] / 1000:.3g} | {dollars:.4f} |")
    month = details["idle"] | details["watching"]
    idle = ", ".join(f"{name} ${dollars:.2f}" for name, dollars in month.items())
    return "\n".join(lines) + f"\n\nA month in which nobody shares anything: {idle}."


def _truths(details: dict[str, list[Any]]) -> str:
    rows = [["", *details["columns"]], ["---"] * (1 + len(details["columns"])), *details["rows"]]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _scale_picture(details: dict[str, dict[str, list[float]]]) -> str:
    figure, axes = pyplot.subplots(figsize=(7, 3.5))
    for name, by_size in details.items():
        sizes = sorted(by_size, key=int)
        axes.plot([int(size) for size in sizes], [by_size[size][0] for size in sizes], marker="o", label=name)
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("items of one owner")
    axes.set_ylabel("CPU, milliseconds")
    axes.legend(fontsize=7, ncols=2, frameon=False)
    return _saved(figure, "scale", "Time of a call with a hundred, ten thousand and a million items")


def _saved(figure: Any, name: str, shows: str) -> str:
    figure.savefig(DOCS / "pictures" / f"{name}.svg", bbox_inches="tight", metadata={"Date": None})
    pyplot.close(figure)
    return f"![{shows}](pictures/{name}.svg)"


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}"
