"""Deploys a stack; asks the first time, and is safe to run again: what is there is kept.

Non-secret answers stay in `.aws-deploy.json`, secrets go to SSM and nowhere else.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path
from tempfile import TemporaryDirectory

from botocore.exceptions import BotoCoreError, ClientError

from instarecipe.auth import HOUSEHOLD
from local.vapid import vapid_keys
from ops import page, parameters, questions
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
REMEMBERED = (*questions.PARAMETERS, "PublicUrl")
"""Parameters that a stack keeps when it is deployed from a machine that has no answers, such as CI's."""


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
    parser.add_argument("--sam", type=Path, default=SAM, help="the SAM CLI")
    asked = parser.parse_args()
    kept = Answers(asked.answers, asked.stack)
    try:
        _deploy_all(Stack(asked.stack), kept, dict(_pair(one) for one in asked.set), asked.sam)
    except (EOFError, KeyboardInterrupt):
        raise SystemExit("\nNot finished. `make deploy` goes on where it stopped.") from None
    except (BotoCoreError, ClientError) as trouble:
        raise SystemExit(f"AWS says: {trouble}") from None


def _deploy_all(stack: Stack, kept: Answers, given: Mapping[str, str], sam: Path) -> None:
    there = {name: value for name, value in stack.parameters.items() if name in REMEMBERED}
    answers = {**there, **kept.read(), **given}
    if sys.stdin.isatty():
        questions.ask(stack, answers, input, getpass, sys.stdout.write)
    check(stack, answers)
    answers |= {"SecretsPrefix": stack.prefix, "VapidPublicKey": _push_key(stack)}
    kept.write(answers)
    deploy(sam, stack.name, answers)
    _finish(Stack(stack.name), answers, kept, sam)


def deploy(sam: Path, name: str, parameters: Mapping[str, str]) -> None:
    """In quotes even the empty value is one; what is left out stays as it was before."""
    quoted = {key: value.replace('"', '\\"') for key, value in sorted(parameters.items())}
    pairs = [f'{key}="{value}"' for key, value in quoted.items()]
    confirm = [] if sys.stdin.isatty() else ["--no-confirm-changeset"]
    command = [str(sam), "deploy", "--stack-name", name, *confirm, "--parameter-overrides", *pairs]
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


def _finish(stack: Stack, answers: dict[str, str], kept: Answers, sam: Path) -> None:
    """The page's address is known only now; its functions hear of it in a second pass."""
    url = stack.outputs.get("WebUrl", "")
    if url:
        page.upload(stack)
        if not answers.get("PublicUrl"):
            answers["PublicUrl"] = url
            kept.write(answers)
            deploy(sam, stack.name, answers)
    sys.stdout.write(f"\nInstaRecipe: {answers.get('PublicUrl') or stack.outputs['ApiUrl']}\n")
    if not stack.registry.tokens(HOUSEHOLD):
        sys.stdout.write(_first_token(stack))


def _first_token(stack: Stack) -> str:
    """What no terminal shows may be kept, as the log of CI is: there it says only how to get one."""
    if sys.stdout.isatty():
        return f"Your token, shown this once: {issue(stack.registry, HOUSEHOLD, 'first', ['admin'])}\n"
    way = f"make token OWNER={HOUSEHOLD} SCOPES=admin STACK_NAME={stack.name}"
    return f"Nobody can sign in yet. For a first token, from your own machine: {way}\n"


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


if __name__ == "__main__":
    main()
