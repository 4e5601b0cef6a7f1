"""What is said in a video: the track of its own language, as running text.

Cues are parts of sentences, and automatic ones repeat the line before; times and sounds are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from instarecipe.extraction.text import limited, line, plain

LIMIT = 30_000
"""Bytes of text: an hour of speech has twice as many, and no recipe is told for an hour."""

_FORMATS = ("json3", "vtt", "srt", "json", "srv3", "srv2", "srv1", "ttml")
"""The best first."""
_NO_SPEECH = frozenset({"live_chat", "comments", "danmaku", "rechat"})
_TIMES = "-->"
_SOUND = re.compile(r"^[\[(（【♪♫][^\])）】♪♫\d]{0,60}[\])）】♪♫]?$")
"""`[Music]`, `(applause)`, `♪ …`, but not `(2 cups)`."""
_SPEAKER = re.compile(r"^(?:>>|-)\s*")
_STYLE = re.compile(r"\{\\[^{}]{0,60}\}|<\d[\d:.]{0,20}>")
"""`{\\an8}` and `<00:00:02.500>`."""
_XML = re.compile(r"(?:<\?[^<>]{0,200}\?>)?\s{0,9}(?=<(?:transcript|timedtext|tt)\b)")
_CUE_END = re.compile(r"</(?:text|p)>", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？]) ")


def track(info: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The track to read, in its best format: written by hand in the post's language if there is one, else the
    automatic one of that language, else any that was written by hand.
    """
    manual = _tracks(info.get("subtitles"))
    of_language = _code(_original(info))
    for tracks in (manual, _tracks(info.get("automatic_captions"))):
        for name, found in tracks.items():
            if of_language and _code(name) == of_language:
                return found
    return next(iter(manual.values()), None)


def language(info: Mapping[str, Any]) -> str | None:
    """The two letters of the language that the post is in, if anybody says."""
    code = _code(_original(info))
    return code if len(code) == 2 else None


def spoken(content: str) -> str:
    """The text of json3, vtt, srt, srv1 to srv3, ttml and TikTok's JSON; empty for anything else."""
    lines = (_SPEAKER.sub("", line(cue)) for cue in _cues(content.lstrip("\ufeff \r\n")))
    kept: list[str] = []
    for cue in lines:
        if cue and not _SOUND.match(cue) and kept[-1:] != [cue]:
            kept.append(cue)
    return limited(_SENTENCE_END.sub("\n", " ".join(kept)), LIMIT)


def _original(info: Mapping[str, Any]) -> str:
    """As yt-dlp names it. YouTube translates automatic captions, and marks those that are not translated."""
    if isinstance(told := info.get("language"), str):
        return told
    names = list(_tracks(info.get("automatic_captions")))
    return next((name for name in names if name.endswith("-orig")), names[0] if len(names) == 1 else "")


def _code(name: str) -> str:
    """`en` of en-US, en_GB and en-orig."""
    return re.split("[-_]", name)[0].lower()


def _tracks(named: Any) -> dict[str, Mapping[str, Any]]:
    """Language → its best format."""
    tracks: dict[str, Mapping[str, Any]] = {}
    for name, formats in named.items() if isinstance(named, Mapping) else ():
        usable = [one for one in formats or () if one.get("url") or one.get("data")]
        if usable and name not in _NO_SPEECH:
            tracks[name] = min(usable, key=_rank)
    return tracks


def _rank(one: Mapping[str, Any]) -> int:
    return _FORMATS.index(one["ext"]) if one.get("ext") in _FORMATS else len(_FORMATS)


def _cues(content: str) -> Iterable[str]:
    if content.startswith(("{", "[")):
        return _of_json(content)
    if start := _XML.match(content):
        return plain(_CUE_END.sub("\n", content[start.end() :])).split("\n")
    return _of_times(content)


def _of_json(content: str) -> Iterator[str]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return
    for utterance in _dicts(found, "utterances"):
        yield str(utterance.get("text") or "")
    for event in _dicts(found, "events"):
        yield "".join(str(segment.get("utf8") or "") for segment in _dicts(event, "segs"))


def _dicts(found: Any, key: str) -> Iterator[dict[str, Any]]:
    values = found.get(key) if isinstance(found, dict) else None
    return (value for value in values if isinstance(value, dict)) if isinstance(values, list) else iter(())


def _of_times(content: str) -> Iterator[str]:
    """vtt and srt: what stands below a line of times, up to the next empty line."""
    inside = False
    for row in content.splitlines():
        if _TIMES in row:
            inside = True
        elif not row.strip():
            inside = False
        elif inside:
            yield _STYLE.sub("", row)
