"""Deploys a stack; asks the first time, and is safe to run again: what is there is kept.

Non-secret answers stay in `.aws-deploy.json`, secrets go to SSM and nowhere else.
"""

from __future__ import annotations

import argparse
import json
import mimetypes
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path
from tempfile import TemporaryDirectory

from instarecipe.auth import HOUSEHOLD
from local import shell
from local.vapid import vapid_keys
from ops import parameters
from ops.stack import Stack
from ops.token import issue

ROOT = Path(__file__).parent.parent
SAM = ROOT / ".venv" / "sam" / "bin" / "sam"
SECRETS = (
    "LLM_API_KEY",
    "TANDOOR_TOKEN",
    "MEALIE_TOKEN",
    "PROXY_URL",
    "INSTAGRAM_COOKIES",
    "VAPID_PRIVATE_KEY",
    "VAPID_PUBLIC_KEY",
)
QUESTIONS = {
    "AlarmEmail": "Who hears of alarms (an e-mail address)",
    "TandoorBaseUrl": "Address of your Tandoor",
    "MealieBaseUrl": "Address of your Mealie",
}
SECRET_QUESTIONS = {
    "TANDOOR_TOKEN": ("TandoorBaseUrl", "Tandoor's token (scope read write)"),
    "MEALIE_TOKEN": ("MealieBaseUrl", "Mealie's token"),
    "LLM_API_KEY": ("", "Key of a model's server, so that a model reads the posts"),
}

Ask = Callable[[str], str]


@dataclass(frozen=True)
class Answers:
    """What was answered for a stack, by parameter of the template."""

    file: Path
    stack: str

    def read(self) -> dict[str, str]:
        return self._all().get(self.stack, {})

    def write(self, answers: Mapping[str, str]) -> None:
        stored = {**self._all(), self.stack: dict(answers)}
        self.file.write_text(json.dumps(stored, indent=2, sort_keys=True) + "\n")

    def _all(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = json.loads(self.file.read_text()) if self.file.is_file() else {}
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stack", default="instarecipe")
    parser.add_argument(
        "--set", nargs="*", default=[], metavar="NAME=VALUE", help="parameters of the template"
    )
    parser.add_argument(
        "--answers", type=Path, default=ROOT / ".aws-deploy.json", help="where answers are kept"
    )
    asked = parser.parse_args()
    stack = Stack(asked.stack)
    kept = Answers(asked.answers, asked.stack)
    answers = kept.read() | dict(_pair(one) for one in asked.set)
    if sys.stdin.isatty():
        _ask(stack, answers, input, getpass)
    check(stack, answers)
    answers |= {"SecretsPrefix": stack.prefix, "VapidPublicKey": _push_key(stack)}
    kept.write(answers)
    deploy(stack.name, answers)
    _finish(Stack(stack.name), answers, kept)


def deploy(name: str, parameters: Mapping[str, str]) -> None:
    pairs = [f"{key}={value}" for key, value in sorted(parameters.items()) if value]
    confirm = [] if sys.stdin.isatty() else ["--no-confirm-changeset"]
    command = [str(SAM), "deploy", "--stack-name", name, *confirm, "--parameter-overrides", *pairs]
    done = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603  our own tool and the operator's own words
    if done.returncode:
        raise SystemExit("The deployment failed; why stands above, in the words of sam.")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise SystemExit(f"{text!r} must be NAME=VALUE.")
    return name, value


def check(stack: Stack, answers: Mapping[str, str]) -> None:
    """Ends the command with one line, before anything is changed."""
    if told := parameters.wrong(answers):
        raise SystemExit(told)
    for name, secret in parameters.NEEDED.items():
        if answers.get(name) and not stack.secret(secret):
            raise SystemExit(
                f"{secret} is not set, and {name} needs it: make secret NAME={secret} STACK_NAME={stack.name}"
            )


def _finish(stack: Stack, answers: dict[str, str], kept: Answers) -> None:
    """The page's address is known only now; its functions hear of it in a second pass."""
    url = stack.outputs.get("WebUrl", "")
    if url:
        _upload(stack)
        if not answers.get("PublicUrl"):
            answers["PublicUrl"] = url
            kept.write(answers)
            deploy(stack.name, answers)
    sys.stdout.write(f"\nInstaRecipe: {answers.get('PublicUrl') or stack.outputs['ApiUrl']}\n")
    if not stack.registry.tokens(HOUSEHOLD):
        secret = issue(stack.registry, HOUSEHOLD, "first", ["admin"])
        sys.stdout.write(f"Your token, shown this once: {secret}\n")


def _ask(stack: Stack, answers: dict[str, str], ask: Ask, ask_secret: Ask) -> None:
    """Only what is not known yet; an empty answer is an answer."""
    for name, question in QUESTIONS.items():
        if name not in answers:
            answers[name] = ask(f"{question} [none]: ").strip()
    for name, (needs, question) in SECRET_QUESTIONS.items():
        if (not needs or answers.get(needs)) and not stack.secret(name):
            value = ask_secret(f"{question} [none]: ").strip()
            if value:
                stack.keep_secret(name, value)


def _push_key(stack: Stack) -> str:
    """The public half; both are made the first time, and the private one goes to SSM."""
    known = stack.secret("VAPID_PUBLIC_KEY")
    if known:
        return known
    with TemporaryDirectory() as folder:
        made = vapid_keys(folder)
    for name in ("VAPID_PRIVATE_KEY", "VAPID_PUBLIC_KEY"):
        stack.keep_secret(name, made[name])
    return made["VAPID_PUBLIC_KEY"]


def _upload(stack: Stack) -> None:
    s3, bucket = stack.client("s3"), stack.outputs["WebBucket"]
    files = {address: path.read_bytes() for address, path in shell.files().items()}
    files[shell.WORKER] = shell.worker()
    for address in sorted(files, key=lambda address: address == shell.WORKER):  # last: it names all others
        suffix = Path(address).suffix
        kind = "application/manifest+json" if suffix == ".webmanifest" else mimetypes.guess_type(address)[0]
        s3.put_object(
            Bucket=bucket,
            Key=address.removeprefix("/"),
            Body=files[address],
            ContentType=kind or "application/octet-stream",
        )
    paths = {"Quantity": 1, "Items": ["/*"]}
    distribution = stack.outputs["WebDistribution"]
    reference = str(time.time_ns())  # one that CloudFront has seen would change nothing
    stack.client("cloudfront").create_invalidation(
        DistributionId=distribution, InvalidationBatch={"Paths": paths, "CallerReference": reference}
    )


if __name__ == "__main__":
    main()
