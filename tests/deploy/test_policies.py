"""Each function may do exactly what it does: its policy, and the calls on every way through it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from instarecipe import settings as environment
from instarecipe.domain.item import HEALS_AFTER
from instarecipe.routes import ROUTES, UNKNOWN
from instarecipe.wiring import now
from tests.doubles.deployment import Deployment, deployment
from tests.doubles.push_decrypt import Browser
from tests.doubles.push_service import PushService, Say
from tests.doubles.recorded import Call
from tests.doubles.template import load, of_type
from tests.doubles.web import Site

TEMPLATE = load("template.yaml")
FUNCTIONS = [name.removesuffix("Function") for name in of_type(TEMPLATE, "AWS::Serverless::Function")]
ORZO = "http://samples.invalid/reel/LemonOrzo"
TEXT = "Lemon orzo\n\nIngredients\n200 g orzo\n1 lemon\n\nMethod\nCook the orzo. Add the lemon."

BY_LAMBDA = {
    "Process": {
        Call("sqs:ReceiveMessage", "Queue"),
        Call("sqs:DeleteMessage", "Queue"),
        Call("sqs:GetQueueAttributes", "Queue"),
        Call("s3:ListBucket", "Media"),  # S3 asks for it where a file is missing: else it says 403, not 404
    },
    **{
        name: {
            *(
                Call(f"dynamodb:{operation}", "Table/stream")
                for operation in ("DescribeStream", "GetRecords", "GetShardIterator")
            ),
            Call("dynamodb:ListStreams", "*"),
            Call("sqs:SendMessage", "StreamFailures"),
        }
        for name in ("Changes", "Notify")
    },
}
"""What Lambda asks for in a function's name: it polls queues and streams, and keeps what failed."""
ALWAYS = {
    Call("logs:CreateLogStream", "Log"),
    Call("logs:PutLogEvents", "Log"),
    Call("xray:PutTraceSegments", "*"),
    Call("xray:PutTelemetryRecords", "*"),
}

SHARED = {Call("dynamodb:BatchGetItem", "Table")}
"""One statement serves all roles; whoever does not read rows in bulk reads the same ones one by one."""


def granted(function: str) -> set[Call]:
    """What the role of this function allows."""
    role = f"{function}Role"
    policies = [one["PolicyDocument"] for one in of_type(TEMPLATE, "AWS::IAM::Role")[role]["Policies"]]
    policies += [
        one["PolicyDocument"]
        for one in of_type(TEMPLATE, "AWS::IAM::Policy").values()
        if {"Ref": role} in one["Roles"]
    ]
    return {
        Call(action, _name(resource))
        for policy in policies
        for statement in policy["Statement"]
        for action in _list(statement["Action"])
        for resource in _list(statement["Resource"])
    }


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name(resource: Any) -> str:
    match resource:
        case {"Fn::GetAtt": [name, "StreamArn"]}:
            return f"{name}/stream"
        case {"Fn::GetAtt": [name, "Arn"]}:
            return str(name)
        case {"Fn::Sub": str(text)}:
            short = re.sub(r"^arn:.*:(?=parameter|\$\{SocketsApi)", "", text.replace("${SecretsPrefix}", ""))
            return short.replace(".Arn}", "").replace("${", "").replace("}", "")
    return str(resource)


CHATTER = b'<meta property="og:image" content="/soup.png"><p>We went to the market, and it rained.</p>'
SOUP = {
    "@context": "https://schema.org",
    "@type": "Recipe",
    "name": "Soup",
    "image": "/soup.png",
    "recipeIngredient": ["4 tomatoes"],
    "recipeInstructions": ["Cook the tomatoes."],
}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    picture = BytesIO()
    Image.new("RGB", (320, 240), "red").save(picture, "PNG")
    soup = f'<html><script type="application/ld+json">{json.dumps(SOUP)}</script></html>'
    routes = {
        "/busy": (429, {"retry-after": "60"}, b""),
        "/down": (503, {}, b""),
        "/soup": (200, {"content-type": "text/html"}, soup.encode()),
        "/chatter": (200, {"content-type": "text/html"}, CHATTER),
        "/soup.png": (200, {"content-type": "image/png"}, picture.getvalue()),
    }
    with Site(routes) as site:
        yield site


@pytest.fixture(scope="module")
def recorded(site: Site, vapid_environment: dict[str, str]) -> dict[str, set[Call]]:
    """Once with the built-in cookbook, then with each recipe manager, none of which answers."""
    made: dict[str, set[Call]] = {}
    with PushService(now, vapid_environment["VAPID_PUBLIC_KEY"]) as push_service:
        hosts = ",".join("{}:{}".format(*one.address) for one in (site, push_service))
        common = {
            "ENGINE": "aws",
            "AUTH_MODE": "token",
            "PUBLIC_URL": "https://recipes.example",
            "SECRETS_PREFIX": "/kitchen",
            "LEGACY_ENDPOINTS_ENABLED": "true",
            "QUEUE_RETRY_ATTEMPTS": "1",
            "FETCH_ALLOW_HOSTS": hosts,
            **{name: vapid_environment[name] for name in ("VAPID_PUBLIC_KEY", "VAPID_SUBJECT")},
        }
        secrets = {"VAPID_PRIVATE_KEY": vapid_environment["VAPID_PRIVATE_KEY"]}
        with deployment(environment.read(common), secrets) as there:
            journeys(there, site, push_service)
            assert set(there.answers) == {*ROUTES, UNKNOWN}
            _join(made, there)
        for manager in ("TANDOOR", "MEALIE"):
            settings = environment.read({**common, f"{manager}_BASE_URL": "http://127.0.0.1:9"})
            with deployment(settings, {**secrets, f"{manager}_TOKEN": "secret"}) as there:
                _with_a_manager(there)
                _join(made, there)
        assert push_service.faults == []
    return made


def _join(made: dict[str, set[Call]], there: Deployment) -> None:
    for function, calls in there.recorder.made.items():
        made.setdefault(function, set()).update(calls)


def journeys(there: Deployment, site: Site, push_service: PushService) -> None:
    """Every way through every function, as far as it asks AWS for something else."""
    admin, _ = there.wiring.registry.issue("household", "first", ["admin"], lasts_ms=None)
    _sockets_and_phones(there, admin, push_service)
    _items(there, admin, site)
    _live(there, admin)
    _reads(there, admin)
    _tokens(there, admin)
    _each_minute(there, admin, site)


def _sockets_and_phones(there: Deployment, admin: str, push_service: PushService) -> None:
    for number in (1, 2):
        ticket = there.http("POST", "/api/live-ticket", admin)["ticket"]
        there.socket("connect", f"socket-{number}", ticket=ticket)
        there.socket("message", f"socket-{number}", body='{"action": "subscribe"}')
        there.socket("message", f"socket-{number}", body='{"action": "ping"}')
    there.sockets.gone.add("socket-2")
    for name, answers in (("phone", ()), ("lost", (Say(410),))):
        push_service.script(name, *answers)
        subscription = Browser().subscription(push_service.endpoint(name))
        sent = {"subscription": subscription, "clientId": name}
        there.http("POST", "/api/notifications/subscribe", admin, sent)
    there.http("POST", "/api/notifications/test", admin, {"clientId": "phone"})
    for method in ("GET", "POST"):
        there.http(method, "/api/notifications/vapid-key", admin)


def _items(there: Deployment, admin: str, site: Site) -> None:
    for path in ("/busy", "/down", "/soup", "/chatter"):
        there.http("POST", "/api/queue", admin, {"url": site.url(path)})
    for sent in ({"url": ORZO}, {"url": ORZO}, {"text": TEXT}):
        there.http("POST", "/api/queue", admin, sent)
    there.tell()
    there.work()
    there.http("POST", "/api/extract", admin, {"url": "http://samples.invalid/blog/plum-crumble"})
    _deleted_while_it_is_saved(there, admin)
    there.http("GET", "/api/extract-stream?url=http://samples.invalid/p/Suppe", admin)


def _deleted_while_it_is_saved(there: Deployment, admin: str) -> None:
    """So the worker takes away the recipe that it has just made."""
    id_ = there.http("POST", "/api/queue", admin, {"text": TEXT + " Eat it."})["id"]

    def delete(operation: str, payload: Any) -> None:
        if operation in ("PutItem", "TransactWriteItems") and "'b#" in str(payload):
            there.recorder.before.clear()
            there.http("DELETE", f"/api/queue/{id_}", admin)

    there.recorder.before.append(delete)
    for _ in range(20):
        there.work()
    assert there.recorder.before == []


def _live(there: Deployment, admin: str) -> None:
    items = there.http("GET", "/api/queue?limit=100", admin)["items"]
    reader, _ = there.wiring.registry.issue("household", "reader", ["read"], lasts_ms=None)
    for path in ("", f"?itemId={items[0]['id']}"):
        first = there.http("GET", f"/api/queue/stream{path}", reader)["body"]
        position = re.findall(r"^id: *(\S+)", first, re.MULTILINE)[-1]
        there.http("GET", f"/api/queue/stream{path}", reader, last_event_id=position)
    ticket = there.http("POST", "/api/live-ticket", admin)["ticket"]
    there.socket("connect", "socket-3", ticket=ticket)
    one = json.dumps({"action": "subscribe", "itemId": items[0]["id"]})
    there.socket("message", "socket-3", body=one)
    there.socket("disconnect", "socket-3")
    there.socket("message", "socket-3", body=one)  # it is told so, and closed


def _reads(there: Deployment, admin: str) -> None:
    for status in ("", "?status=success", "?status=unhealthy"):
        items = there.http("GET", f"/api/queue{status}", admin)["items"]
    failed = items[0]["id"]
    for chatter in there.http("GET", "/api/queue?status=error", admin)["items"]:
        there.http("DELETE", f"/api/queue/{chatter['id']}", admin)
    done = there.http("GET", "/api/queue?status=success", admin)["items"][0]["id"]
    for path in ("/api/queue/stats", f"/api/queue/{done}", f"/api/queue/{done}/recipe", "/api/recipes"):
        there.http("GET", path, admin)
    kept = there.http("GET", "/api/recipes?search=orzo", admin)["recipes"][0]["id"]
    for path in (f"/api/recipes/{kept}", f"/api/recipes/{kept}/file", "/api/recipes/archive"):
        there.http("GET", path, admin)
    there.http("DELETE", f"/api/recipes/{kept}", admin)
    there.http("POST", f"/api/queue/{failed}/retry", admin, {"text": TEXT + " Serve."})
    there.http("DELETE", f"/api/queue/{failed}", admin)
    for path in ("health", "llm-health", "samples", "openapi.json", "docs", "nothing"):
        there.http("GET", f"/api/{path}")


def _tokens(there: Deployment, admin: str) -> None:
    made = there.http("POST", "/api/tokens", admin, {"name": "phone", "scopes": ["read"]})
    signed_in = there.http("POST", "/api/session", body={"token": made["token"]})
    assert signed_in["owner"] == "household"
    ticket = there.http("POST", "/api/live-ticket", made["token"])["ticket"]
    there.socket("connect", "socket-4", ticket=ticket)
    there.http("GET", "/api/tokens", admin)
    pairing = there.http("POST", "/api/pairings", admin, {"name": "her phone"})
    there.http("POST", "/api/pairings/redeem", body={"code": pairing["code"]})
    there.http("DELETE", f"/api/tokens/{made['id']}", admin)
    session, _ = there.wiring.registry.issue("household", "browser", ["read"], lasts_ms=None, kind="session")
    there.http("DELETE", "/api/session", session)
    expiring, _ = there.wiring.registry.issue("household", "guest", ["read"], lasts_ms=60_000)
    ticket = there.http("POST", "/api/live-ticket", expiring)["ticket"]
    there.socket("connect", "socket-5", ticket=ticket)


def _each_minute(there: Deployment, admin: str, site: Site) -> None:
    there.http("POST", "/api/queue", admin, {"url": site.url("/down?again")})
    there.work()
    there.later(HEALS_AFTER[0] / 1000 + 60)
    there.sweep()
    there.sweep(recount="all")
    there.canary()
    there.http("DELETE", "/api/notifications/subscribe?clientId=phone", admin)


def _with_a_manager(there: Deployment) -> None:
    admin, _ = there.wiring.registry.issue("household", "first", ["admin"], lasts_ms=None)
    id_ = there.http("POST", "/api/queue", admin, {"url": ORZO})["id"]
    there.work()
    there.sweep()
    there.http("POST", f"/api/queue/{id_}/retry", admin, {})  # now the picture is asked for
    there.work()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_what_it_does_and_nothing_else(
    recorded: dict[str, set[Call]], function: str
) -> None:
    needed = recorded[function] | BY_LAMBDA.get(function, set()) | ALWAYS
    allowed = granted(function)
    assert sorted(needed - allowed) == [], "it would be refused"
    assert sorted(allowed - needed - SHARED) == [], "nobody needs that"
