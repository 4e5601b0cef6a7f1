"""CPU that a fresh process needs to import a handler as Lambda does, divided by boto3's DynamoDB client."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.figures import Figure

RUNS = 7
REFERENCE = "import boto3; boto3.client('dynamodb')"
HANDLERS = {
    "enqueue": ("light", 0.30),
    "api": ("light", 0.90),
    "stream": ("light", 0.60),
    "process": ("boto3", 1.50),
    "notify": ("boto3", 2.30),
    "sweep": ("boto3", 1.30),
}
LAMBDA = {
    "AWS_LAMBDA_FUNCTION_NAME": "bench",
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "ENGINE": "aws",
    "TABLE_NAME": "bench",
    "QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/1/bench",
    "MEDIA_BUCKET": "bench",
    "SOCKETS_ENDPOINT": "https://bench.execute-api.eu-central-1.amazonaws.com/live",
    "PUBLIC_URL": "https://bench.example",
}


def figures() -> list[Figure]:
    """Interleaved, so that a slow moment falls on all alike; with bytecode, as it is shipped."""
    sources = {name: f"import functions.{name}.app" for name in HANDLERS}
    with tempfile.TemporaryDirectory() as cache:
        environment = {"PATH": os.environ["PATH"], "PYTHONPYCACHEPREFIX": cache}
        runs: list[dict[str, float]] = []
        for _ in range(RUNS + 1):
            timed = {
                name: _cpu(source, environment | LAMBDA | {"AWS_CLIENT": HANDLERS[name][0]})
                for name, source in sources.items()
            }
            timed |= {"boto3": _cpu(REFERENCE, environment | LAMBDA), "bare": _cpu("pass", environment)}
            runs.append(timed)
    middle = {name: median(run[name] for run in runs[1:]) for name in runs[0]}
    reference = middle["boto3"] - middle["bare"]
    return [
        Figure(
            f"start of {name}",
            (middle[name] - middle["bare"]) / reference,
            budget,
            "×",
            f"{1000 * (middle[name] - middle['bare']):.0f} ms, boto3.client {1000 * reference:.0f} ms of CPU",
        )
        for name, (_, budget) in HANDLERS.items()
    ]


def _cpu(source: str, environment: dict[str, str]) -> float:
    """Seconds, user and system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", source], env=environment, cwd=Path(__file__).parent.parent, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
