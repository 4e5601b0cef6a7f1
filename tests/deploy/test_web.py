"""CloudFront in front of the bucket does what the local host does: the same pages under the same headers."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.host import PAGES
from tests.doubles.template import Tree, load, of_type
from tests.journeys.host import Host

WEB = load("infra/web.yaml")
PAGE = {"statusCode": 200, "headers": {"content-type": {"value": "text/html"}}}


def distribution() -> Tree:
    [found] = of_type(WEB, "AWS::CloudFront::Distribution").values()
    config: Tree = found["DistributionConfig"]
    return config


def cloudfront(function: str, event: Tree) -> Tree:
    """What this CloudFront function makes of an event, by Node."""
    code = of_type(WEB, "AWS::CloudFront::Function")[function]["FunctionCode"]
    script = f"{code}; process.stdout.write(JSON.stringify(handler({json.dumps(event)})))"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)  # noqa: S607
    found: Tree = json.loads(done.stdout)
    return found


def request(uri: str, **headers: str) -> Tree:
    named = {name.replace("_", "-"): {"value": value} for name, value in headers.items()}
    return {"request": {"uri": uri, "method": "GET", "headers": named}}


@pytest.fixture
def local_headers(tmp_path: Path) -> Iterator[httpx.Headers]:
    """Of the page, as the local host sends it to a browser that was led here from another site."""
    host = Host(tmp_path / "data")
    host.start()
    led_here = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    yield httpx.get(f"{host.url}/share", headers=led_here).headers
    host.kill()


def test_the_api_is_never_cached_and_its_errors_stay_its_own() -> None:
    config = distribution()
    [api] = [one for one in config["CacheBehaviors"] if one["PathPattern"] == "/api/*"]
    assert api["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "CachingDisabled"
    assert api["OriginRequestPolicyId"] == "b689b0a8-53d0-40ab-baf2-68738e2966ac", "AllViewerExceptHostHeader"
    assert {"POST", "DELETE"} <= set(api["AllowedMethods"])
    assert "CustomErrorResponses" not in config


def test_pages_are_those_of_the_local_host() -> None:
    for page in PAGES:
        address = page.replace("{id}", "8d7f")
        assert cloudfront("Pages", request(address))["uri"] == "/index.html", page
    for file in ("/js/main.js", "/sw.js", "/shared", "/recipe/1/2"):
        assert cloudfront("Pages", request(file))["uri"] == file


LOST = ("/more", "/nope.php", "/recipe/1/2", "/nope/", "/lost.html", "/index.htm", "/%3Cscript%3E")


@pytest.mark.parametrize("address", LOST)
def test_who_mistyped_an_address_gets_a_page_that_says_so_with_its_status(address: str) -> None:
    typed = request(address, accept="text/html,application/xhtml+xml,*/*;q=0.8")
    asked = cloudfront("Pages", typed)
    assert asked["uri"] == "/lost.html"
    for seen in (
        typed,
        {"request": asked},
    ):  # CloudFront shows a function what came, or what the first made of it
        answer = cloudfront("Arrivals", {**seen, "response": PAGE})
        assert answer["statusCode"] == 404, seen
        assert answer["headers"]["cache-control"]["value"] == "no-store"


def test_programs_and_files_are_not_led_there() -> None:
    for accept in ("application/json", "*/*", ""):
        assert cloudfront("Pages", request("/more", accept=accept))["uri"] == "/more"
    for file in ("/js/main.js", "/app.css", "/sw.js", "/icon.svg", "/icon-192.png", "/manifest.webmanifest"):
        assert cloudfront("Pages", request(file, accept="text/html"))["uri"] == file


def test_pages_that_are_there_keep_their_status() -> None:
    for page in (*(one.replace("{id}", "8d7f") for one in PAGES), "/index.html"):
        assert cloudfront("Arrivals", {**request(page), "response": PAGE})["statusCode"] == 200, page


def test_pictures_lie_in_the_bucket_without_their_first_folder() -> None:
    assert cloudfront("Pictures", request("/media/pictures/a/b"))["uri"] == "/pictures/a/b"


@pytest.mark.parametrize("site", ["none", "same-origin", "same-site", "cross-site"])
def test_the_page_is_told_who_led_to_it_and_kept_nowhere(site: str) -> None:
    answer = cloudfront("Arrivals", {**request("/index.html", sec_fetch_site=site), "response": PAGE})
    assert answer["headers"]["server-timing"]["value"] == f'site;desc="{site}"'
    assert answer["headers"]["cache-control"]["value"] == "no-store"


def test_the_bookmarklets_window_alone_knows_who_opened_it() -> None:
    opened = request("/index.html")
    opened["request"]["querystring"] = {"from": {"value": "page"}}
    told = cloudfront("Arrivals", {**opened, "response": PAGE})["headers"]
    assert told["cross-origin-opener-policy"]["value"] == "unsafe-none"
    for other in (request("/share"), {"request": {**opened["request"], "querystring": {}}}):
        assert (
            "cross-origin-opener-policy" not in cloudfront("Arrivals", {**other, "response": PAGE})["headers"]
        )


def test_nobody_writes_into_that_header() -> None:
    for told in (request("/"), request("/", sec_fetch_site='x", evil')):
        assert "server-timing" not in cloudfront("Arrivals", {**told, "response": PAGE})["headers"]


def test_other_files_are_left_alone() -> None:
    script: Tree = {"statusCode": 200, "headers": {"content-type": {"value": "text/javascript"}}}
    unchanged = {"statusCode": 304, "headers": {}}
    for response in (script, unchanged):
        event = {**request("/js/main.js", sec_fetch_site="same-origin"), "response": response}
        assert cloudfront("Arrivals", event) == response


def test_both_functions_stand_where_pages_are_served() -> None:
    found = {
        one["EventType"]: one["FunctionARN"]["Fn::GetAtt"][0]
        for one in distribution()["DefaultCacheBehavior"]["FunctionAssociations"]
    }
    assert found == {"viewer-request": "Pages", "viewer-response": "Arrivals"}


def test_headers_are_those_of_the_local_host(local_headers: httpx.Headers) -> None:
    policy = of_type(WEB, "AWS::CloudFront::ResponseHeadersPolicy")["PageHeaders"][
        "ResponseHeadersPolicyConfig"
    ]
    security = policy["SecurityHeadersConfig"]
    assert directives(_text(security["ContentSecurityPolicy"]["ContentSecurityPolicy"])) == directives(
        local_headers["content-security-policy"]
    )
    assert security["ReferrerPolicy"]["ReferrerPolicy"] == local_headers["referrer-policy"]
    own = {one["Header"]: one["Value"] for one in policy["CustomHeadersConfig"]["Items"]}
    assert own["cross-origin-opener-policy"] == local_headers["cross-origin-opener-policy"]
    assert local_headers["server-timing"] == 'site;desc="cross-site"'


def directives(policy: str) -> dict[str, list[str]]:
    """By name, without the address of sockets, which is each deployment's own."""
    return {
        name: [word for word in rest.split() if not word.startswith(("ws:", "wss:"))]
        for name, _, rest in (one.strip().partition(" ") for one in policy.split(";"))
    }


def _text(value: Any) -> str:
    return str(value["Fn::Sub"])


def test_what_cooks_sent_along_is_never_public() -> None:
    [statement] = of_type(WEB, "AWS::S3::BucketPolicy")["PicturesPolicy"]["PolicyDocument"]["Statement"]
    assert statement["Resource"]["Fn::Sub"].endswith("${MediaBucket}/pictures/*")
