"""CPU that a fresh `enqueue` needs until its first link is answered: imports, TLS, and every call to AWS.

So that nothing can hide behind the end of the imports. The same calls are made by boto3 alone.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import certifi

from bench.figures import Figure, Part
from bench.startup import cpu, plain
from instarecipe.aws.light import AMAZON
from tests.doubles.cold import FIRST_LINK, ColdAws
from tests.doubles.tls import throwaway_tls
from tests.doubles.web import Received
from tests.unit.test_cold_start import LAMBDA

RUNS = 15
BUDGET = 0.35
OURS = """import json, sys
from instarecipe.aws.light import LightClient
LightClient.roots = sys.argv[1]
from functions.enqueue.app import handler
assert handler(json.loads(sys.argv[2]), None)["statusCode"] == 201
"""
BOTO3 = """import json, sys
import boto3
clients = {service: boto3.client(service) for service in ("dynamodb", "sqs")}
for service, method, payload in json.loads(sys.argv[1]):
    getattr(clients[service], method)(**payload)
"""
USUAL = """import json, sys, warnings
from types import SimpleNamespace
warnings.simplefilter("ignore")  # no metric was counted
from bench.usual_stack import handler
named = dict.fromkeys(("function_name", "invoked_function_arn", "aws_request_id"), "")
context = SimpleNamespace(memory_limit_in_mb=512, **named)
assert handler(json.loads(sys.argv[1]), context)["statusCode"] == 200
"""


def part() -> Part:
    with tempfile.TemporaryDirectory() as folder:
        tls, _ = throwaway_tls(Path(folder), "localhost")
        with ColdAws(tls=tls) as aws:
            rounds, calls = _rounds(Path(folder), aws)
    spent = [{name: seconds - one["bare"] for name, seconds in one.items()} for one in rounds]
    milliseconds = {name: 1000 * median(one[name] for one in spent) for name in spent[0]}
    note = f"boto3 alone, the same {calls} calls: {milliseconds['boto3']:.0f} ms"
    return Part(
        [
            Figure(
                f"first link of {name}",
                median(one[name] / one["boto3"] for one in spent),
                "×",
                budget,
                f"{milliseconds[name]:.0f} ms of CPU with the start; {note}",
            )
            for name, budget in (("enqueue", BUDGET), ("usual stack", None))
        ],
        {"milliseconds": milliseconds},
    )


def _rounds(folder: Path, aws: ColdAws) -> tuple[list[dict[str, float]], int]:
    """Seconds of CPU, and the number of calls. The first round makes the bytecode and does not count.

    The double's certificate signs itself: it is put beside the roots that each client reads.
    """
    own = (folder / "server.pem").read_text()
    ours, boto3s = folder / "ours.pem", folder / "boto3s.pem"
    ours.write_text(Path(AMAZON).read_text() + own)
    boto3s.write_text(Path(certifi.where()).read_text() + own)
    bare = plain(f"{folder}/bytecode")
    address = {"AWS_ENDPOINT_URL": f"https://localhost:{aws.port}", "AWS_CA_BUNDLE": str(boto3s)}
    inside = bare | LAMBDA | address
    event = json.dumps(FIRST_LINK)
    cpu(OURS, inside, str(ours), event)
    calls = _calls(aws.requests)
    rounds = [
        {
            "enqueue": cpu(OURS, inside, str(ours), event),
            "boto3": cpu(BOTO3, inside, json.dumps(calls)),
            "usual stack": cpu(USUAL, inside, event),
            "bare": cpu("pass", bare),
        }
        for _ in range(RUNS + 1)
    ]
    return rounds[1:], len(calls)


def _calls(requests: Sequence[Received]) -> list[tuple[str, str, dict[str, object]]]:
    """Service, method and arguments, as boto3 has them."""
    found = []
    for request in requests:
        service, _, operation = request.headers["x-amz-target"].partition(".")
        method = re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()
        found.append(("sqs" if service == "AmazonSQS" else "dynamodb", method, json.loads(request.body)))
    return found
