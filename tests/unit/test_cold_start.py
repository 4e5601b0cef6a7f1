"""What no function may load before its first event: budgets of `make bench` as lists, which cannot flake."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.doubles.cold import FIRST_LINK, ColdAws
from tests.doubles.template import load, of_type

ROOT = Path(__file__).parents[2]
LAMBDA = {
    "AWS_LAMBDA_FUNCTION_NAME": "cold",
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "cold",
    "AWS_SECRET_ACCESS_KEY": "cold",
    "ENGINE": "aws",
    "TABLE_NAME": "cold",
    "QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/1/cold",
    "MEDIA_BUCKET": "cold",
    "SOCKETS_ENDPOINT": "https://cold.execute-api.eu-central-1.amazonaws.com/live",
    "PUBLIC_URL": "https://cold.example",
}
CLIENTS = {
    Path(function["CodeUri"]).name: function.get("Environment", {}).get("Variables", {}).get("AWS_CLIENT")
    for function in of_type(load("template.yaml"), "AWS::Serverless::Function").values()
}

READING = {"lxml", "PIL", "yt_dlp", "recipe_scrapers", "curl_cffi", "openai", "zstandard", "brotli"}
OTHERS = {"aws_lambda_powertools", "cryptography", "httpx", "py_vapid", "pydantic", "requests"}
OURS = {"instarecipe.embedded", "instarecipe.extraction.page", "instarecipe.parsing", "instarecipe.uploading"}
# With boto3 come urllib3, its compressions and a good part of the standard library.
BOTO3 = {"boto3", "botocore", "urllib3", "xml", "multiprocessing", "urllib.request", "concurrent.futures"}
LEAN = {
    "asyncio",
    "dataclasses",  # and with it inspect, ast, dis
    "http.cookies",
    "importlib.metadata",
    "inspect",
    "pathlib",
    "sqlite3",
    "subprocess",
    "zoneinfo",
}

FORBIDDEN = {
    "light": READING | OTHERS | OURS | BOTO3,
    "boto3": (READING - {"brotli", "zstandard"}) | OTHERS | OURS,
}


@cache
def loaded(function: str) -> frozenset[str]:
    """The modules of a fresh process that has imported the handler as Lambda does, its clients built."""
    source = f"import sys, functions.{function}.app; print(*sys.modules)"
    return frozenset(said_by(source, AWS_CLIENT=CLIENTS[function] or "light").split())


def said_by(source: str, *arguments: str, **environment: str) -> str:
    """What a fresh process inside Lambda prints."""
    done = subprocess.run(
        [sys.executable, "-c", source, *arguments],
        env={"PATH": os.environ["PATH"], **LAMBDA, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("function", CLIENTS)
def test_nothing_is_loaded_before_it_is_needed(function: str) -> None:
    assert loaded(function) & FORBIDDEN[CLIENTS[function] or "light"] == set()


def test_what_the_phone_waits_for_is_lean() -> None:
    assert loaded("enqueue") & LEAN == set()


def test_the_first_link_waits_for_no_import_either() -> None:
    source = """import json, sys
from functions.enqueue.app import handler
before = set(sys.modules)
answer = handler(json.loads(sys.argv[1]), None)
print(json.dumps([answer["statusCode"], sorted(set(sys.modules) - before)]))
"""
    with ColdAws() as aws:
        said = said_by(source, json.dumps(FIRST_LINK), AWS_ENDPOINT_URL=aws.url(""))

    status, imported = json.loads(said.splitlines()[-1])
    assert status == 201
    assert imported == []
    assert {"TransactWriteItems", "SendMessage"} <= set(aws.operations)


def test_boto3_is_there_where_the_template_asks_for_it() -> None:
    assert {function for function in CLIENTS if "boto3" in loaded(function)} == {"process", "notify", "sweep"}
