"""HTTP content encodings, undone piece by piece: however well a bomb is packed, one piece is in memory.

brotli and zstandard live in one layer only, so what is asked for depends on what is there.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import IO, Final, cast

PIECE: Final = 65_536
"""Bytes that a decoder yields at a time (brotli: about twice that)."""
MAX_ENCODINGS: Final = 2
_ZSTD_WINDOW: Final = 8 << 20  # RFC 9659: more is not allowed as a content encoding


class Undecodable(Exception):
    """The body is not what its Content-Encoding says, or that is unknown here."""


def decoded(pieces: Iterator[bytes], content_encoding: str) -> Iterator[bytes]:
    """`content_encoding` is the header's value, in the order applied.

    Raises `Undecodable`, also while it is read.
    """
    names = [name.strip().lower() for name in content_encoding.split(",")]
    applied = [name for name in names if name not in ("", "identity")]
    if len(applied) > MAX_ENCODINGS or not _DECODERS.keys() >= set(applied):
        raise Undecodable(content_encoding)
    for name in reversed(applied):
        pieces = _DECODERS[name](pieces)
    return pieces


def _gunzip(pieces: Iterator[bytes]) -> Iterator[bytes]:
    return _inflate(pieces, lambda _: 16 + zlib.MAX_WBITS)


def _undeflate(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """RFC 9110 means zlib's wrapper; servers that send the bare stream are as old as the header."""
    return _inflate(pieces, lambda first: zlib.MAX_WBITS if first & 0x0F == 8 else -zlib.MAX_WBITS)


def _inflate(pieces: Iterator[bytes], window_bits: Callable[[int], int]) -> Iterator[bytes]:
    """A stream may have several members (gzip); anything else behind the first is padding."""
    stream = None
    try:
        for piece in pieces:
            rest = piece
            while rest:
                if stream is None or stream.eof:
                    if stream and rest[0] != 0x1F:
                        return
                    stream = zlib.decompressobj(window_bits(rest[0]))
                yield stream.decompress(rest, PIECE)
                rest = stream.unconsumed_tail or stream.unused_data
        if stream:
            yield stream.flush()  # at most what zlib's 32 bits of look-ahead stand for
    except zlib.error as error:
        raise Undecodable(str(error)) from error
    if stream and not stream.eof:
        raise Undecodable("the stream ends too early")


def _unbrotli(pieces: Iterator[bytes]) -> Iterator[bytes]:
    import brotli  # type: ignore[import-untyped]  # it has no stubs

    stream = brotli.Decompressor()
    begun = False
    try:
        for piece in pieces:
            begun = True
            rest = piece
            # Until nothing comes: output may be waiting although `can_accept_more_data` says yes.
            while out := stream.process(rest, output_buffer_limit=PIECE):
                yield out
                rest = b""
    except brotli.error as error:
        raise Undecodable(str(error)) from error
    if begun and not stream.is_finished():
        raise Undecodable("the stream ends too early")


def _unzstd(pieces: Iterator[bytes]) -> Iterator[bytes]:
    import zstandard

    decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    try:
        source = cast("IO[bytes]", _Readable(pieces))
        with decompressor.stream_reader(source, read_across_frames=True) as stream:
            while piece := stream.read(PIECE):
                yield piece
    except zstandard.ZstdError as error:
        raise Undecodable(str(error)) from error


class _Readable:
    """Pieces as the file that zstandard pulls from; it takes whatever length it gets, nothing is the end."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = filter(None, pieces)

    def read(self, _size: int) -> bytes:
        return next(self._pieces, b"")


_DECODERS: Final = {"gzip": _gunzip, "x-gzip": _gunzip, "deflate": _undeflate}
if find_spec("brotli"):
    _DECODERS["br"] = _unbrotli
if find_spec("zstandard"):
    _DECODERS["zstd"] = _unzstd

ACCEPT_ENCODING: Final = ", ".join(name for name in _DECODERS if name != "x-gzip")
