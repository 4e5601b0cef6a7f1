"""What a warm `enqueue` costs for each link: our CPU with everything but the network, signatures included."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from random import random
from statistics import median

from bench.figures import Figure, Part
from bench.stage import quiet_logs, settings_in
from functions.enqueue import app as enqueue
from instarecipe import wiring
from instarecipe.aws.client import RestAnswer
from instarecipe.aws.light import LightClient
from instarecipe.aws.queue import SqsQueue
from instarecipe.aws.signing import Credentials
from instarecipe.aws.table import DynamoTable
from instarecipe.embedded.media import FileMedia
from instarecipe.embedded.sockets import LocalSockets
from instarecipe.ports import Engine
from local.events import Context
from tests.doubles.events import http

LINKS = 2_000


class Unconnected(LightClient):
    """Writes and signs every request as ever; nobody is there, and the answer is that of a new link."""

    def _exchange(
        self, connection: HTTPConnection, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> RestAnswer:
        self._idle.append(connection)
        return RestAnswer(200, {}, b"{}")


def part() -> Part:
    with tempfile.TemporaryDirectory() as folder:
        table = DynamoTable(_client("dynamodb"), "bench", time.sleep, random)
        queue = SqsQueue(_client("sqs"), "https://sqs.eu-central-1.amazonaws.com/1/bench")
        engine = Engine(table, queue, FileMedia(Path(folder)), LocalSockets())
        wiring.install(wiring.Wiring(settings_in(Path(folder)), engine))
        with quiet_logs():
            seconds = [_link(number) for number in range(LINKS)]
    return Part(
        [
            Figure(
                "warm enqueue: our CPU per link, p50",
                1000 * median(seconds),
                "ms",
                1.5,
                f"{LINKS} new links, signing included, the network not",
            )
        ]
    )


def _link(number: int) -> float:
    event = http("POST", "/api/queue", {"url": f"https://www.instagram.com/reel/Bench{number:06d}/?igsh=x"})
    begun = time.thread_time()
    answer = enqueue.handler(event, Context(29))
    seconds = time.thread_time() - begun
    if answer["statusCode"] != 201:
        raise RuntimeError(answer["body"])
    return seconds


def _client(service: str) -> Unconnected:
    endpoint = f"https://{service}.eu-central-1.amazonaws.com"
    credentials = Credentials("AKIDEXAMPLE", "secret", "session" * 100)
    return Unconnected(service, endpoint, "eu-central-1", credentials, time.time, time.sleep, random)
