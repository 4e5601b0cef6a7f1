"""A local AWS as a process, and the real template deployed onto it by the operator's own command.

What the local AWS lacks is worked round here and nowhere else: its addresses are its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
import httpx

from ops.stack import Stack
from tests.journeys.host import ROOT, free_port

NAME = "instarecipe-test"
REGION = "eu-central-1"
START_SECONDS = 60
MACHINE = {"aarch64": "arm64", "arm64": "arm64"}.get(os.uname().machine, "x86_64")
RUNTIME = f"python{sys.version_info[0]}.{sys.version_info[1]}"


@contextmanager
def local_aws(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of whoever wants to speak to it."""
    port = free_port()
    environment = {
        "PATH": f"{ROOT / '.venv/bin'}:{os.environ['PATH']}",
        "HOME": str(folder),
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "SAM_CLI_TELEMETRY": "0",
    }
    own = {
        **environment,
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_REGION": REGION,
        "GATEWAY_PORT": str(port),
        "STATE_DIR": str(folder / "state"),
        "S3_DATA_DIR": str(folder / "s3"),
        "TMPDIR": str(folder),
    }
    with (folder / "aws.log").open("wb") as log:
        process = subprocess.Popen([ROOT / ".venv/aws/bin/ministack"], env=own, stdout=log, stderr=log)
        try:
            _wait(environment["AWS_ENDPOINT_URL"], process)
            yield environment
        finally:
            process.terminate()
            process.wait(20)


def deploy(environment: dict[str, str], folder: Path, **parameters: str) -> str:
    """What it says. Nobody sees its terminal, so no token is among it."""
    pairs = [f"{name}={value}" for name, value in parameters.items()]
    command = [sys.executable, "-m", "ops.deploy", "--stack", NAME, "--answers", str(folder / "answers.json")]
    machine = ["WithLeaves=false", f"LambdaRuntime={RUNTIME}", f"Architecture={MACHINE}"]
    done = subprocess.run(
        [*command, "--set", *machine, *pairs],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def first_token(environment: dict[str, str]) -> str:
    """As `make deploy` says that it is to be had."""
    command = [
        sys.executable,
        "-m",
        "ops.token",
        "--stack",
        NAME,
        "--owner",
        "household",
        "--scopes",
        "admin",
    ]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def stack(environment: dict[str, str]) -> Stack:
    key, secret = environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"]
    session = boto3.Session(key, secret, region_name=REGION)
    return Stack(NAME, lambda service: session.client(service, endpoint_url=environment["AWS_ENDPOINT_URL"]))


def mend(found: Stack, url: str) -> tuple[str, str]:
    """What the local AWS lacks, after a deployment. The addresses of the HTTP API and of the sockets.

    It takes numbers that are parameters for text, and answers for every API under its own address.
    """
    apis = {api["ProtocolType"]: api["ApiId"] for api in found.client("apigatewayv2").get_apis()["Items"]}
    sqs, queue = found.client("sqs"), found.outputs["QueueUrl"]
    policy = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["RedrivePolicy"])["Attributes"]
    redrive = json.loads(policy["RedrivePolicy"])
    redrive["maxReceiveCount"] = int(redrive["maxReceiveCount"])
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"RedrivePolicy": json.dumps(redrive)})
    functions = found.client("lambda")
    [hints] = [
        mapping
        for mapping in functions.list_event_source_mappings()["EventSourceMappings"]
        if ":sqs:" in mapping["EventSourceArn"]
    ]
    concurrency = {"MaximumConcurrency": int(hints["ScalingConfig"]["MaximumConcurrency"])}
    functions.update_event_source_mapping(UUID=hints["UUID"], ScalingConfig=concurrency)
    sockets = f"{url}/_aws/execute-api/{apis['WEBSOCKET']}/live"
    for function in functions.list_functions()["Functions"]:
        variables = function["Environment"]["Variables"] | {"SOCKETS_ENDPOINT": sockets}
        functions.update_function_configuration(
            FunctionName=function["FunctionName"], Environment={"Variables": variables}
        )
    return f"{url}/_aws/execute-api/{apis['HTTP']}/$default", sockets.replace("http", "ws", 1)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            if httpx.get(f"{url}/_ministack/health").status_code == 200:
                return
        except httpx.TransportError:
            pass
        assert process.poll() is None, "the local AWS did not start"
        assert time.monotonic() < end
        time.sleep(0.1)
