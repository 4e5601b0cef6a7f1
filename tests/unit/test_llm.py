"""The model as a reader, against a strict server: whatever it does, the cook gets a recipe or a sentence."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from email.utils import formatdate
from typing import Any

import pytest

from instarecipe import settings as environment
from instarecipe.circuit import OUTAGES, Circuits
from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.domain.recipe import Ingredient, Recipe, Step
from instarecipe.parsing.chooser import Chooser
from instarecipe.parsing.llm import LONGEST_POST, Prices, model_reader
from instarecipe.parsing.patient import PAUSED, PatientModel
from instarecipe.ports import Deadline, Engine, Extracted, Model, Parsed, Usage
from tests.captions import CAPTIONS, NO_RECIPES
from tests.doubles import model as double
from tests.doubles.log_lines import log_lines
from tests.doubles.model import COMPLETIONS, KEY, MODEL, ModelServer, answers, completes, raw, says, status
from tests.doubles.virtual import NOON, Clock, Ids
from tests.doubles.web import Received, Wire

POST = CAPTIONS["de: abbreviations"]
LINK = "https://www.instagram.com/p/AbC/"
SPAETZLE: dict[str, Any] = {
    "isRecipe": True,
    "title": "Schnelle Käsespätzle",
    "ingredients": [
        {"original": "250 g Spätzle", "group": None},
        {"original": "1 EL Butter", "group": None},
        {"original": "½ TL Salz", "group": None},
    ],
    "steps": [
        {"text": "Zwiebeln in der Butter 15 Minuten goldbraun braten.", "group": None},
        {"text": "Spätzle kochen und mit dem Käse mischen.", "group": None},
    ],
    "description": None,
    "servings": 2,
    "servingsText": "2 Personen",
    "prepMinutes": None,
    "cookMinutes": None,
    "totalMinutes": None,
    "keywords": ["käse"],
    "language": "de",
    "nutrition": None,
}
NO_RECIPE = {**SPAETZLE, "isRecipe": False, "title": "", "ingredients": [], "steps": []}
READ = Recipe(
    title="Schnelle Käsespätzle",
    ingredients=(
        Ingredient("250 g Spätzle", amount=250, unit="g", food="Spätzle"),
        Ingredient("1 EL Butter", amount=1, unit="tbsp", food="Butter"),
        Ingredient("½ TL Salz", amount=0.5, unit="tsp", food="Salz"),
    ),
    steps=(
        Step("Zwiebeln in der Butter 15 Minuten goldbraun braten."),
        Step("Spätzle kochen und mit dem Käse mischen."),
    ),
    servings=2,
    servings_text="2 Personen",
    keywords=("käse",),
    language="de",
    source_url=LINK,
)
RULES_LINES = 6
"""As many ingredients as our own rules find in the post; the model's recipe has three."""


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(lambda _: SPAETZLE) as server:
        yield server
    assert server.complaints == []


class Cook:
    """Parses posts with the model of `server`; keeps what was told about the progress."""

    def __init__(
        self, server: ModelServer, clock: Clock, circuits: Circuits | None = None, **more: str
    ) -> None:
        settings = environment.read(
            {"LLM_API_BASE_URL": server.base_url, "LLM_API_KEY": KEY, "LLM_MODEL": MODEL, **more}
        )
        model: Model = model_reader(settings, settings.llm_api_key, clock)
        self.parse = Chooser(PatientModel(model, circuits) if circuits else model)
        self.progress: list[int] = []

    def reads(
        self,
        post: str | Extracted = POST,
        *,
        force: bool = False,
        last_try: bool = False,
        seconds: float = 120,
    ) -> Parsed:
        return self.parse(
            post if isinstance(post, Extracted) else Extracted(post, via="given"),
            source_url=LINK,
            force=force,
            last_try=last_try,
            deadline=Deadline(seconds, time.monotonic),
            progress=self.progress.append,
        )

    def fails(self, post: str = POST, *, last_try: bool = False, seconds: float = 120) -> Failure:
        with pytest.raises(Failure) as caught:
            self.reads(post, last_try=last_try, seconds=seconds)
        return caught.value


@pytest.fixture
def cook(server: ModelServer, clock: Clock) -> Cook:
    return Cook(server, clock)


# -- when all goes well --------------------------------------------------------------------------------


def test_the_models_lines_are_read_by_our_own_parser(cook: Cook, server: ModelServer) -> None:
    parsed = cook.reads()

    assert parsed == Parsed(READ, (), Usage(MODEL, 1, 900, 250))
    assert server.count(COMPLETIONS) == 1
    assert cook.progress == [80]


def test_the_post_stands_between_marks_and_the_rules_in_the_prompt(cook: Cook, server: ModelServer) -> None:
    cook.reads(Extracted(POST, via="given", title="Oma's Küche"))

    assert double.post_of(server.asked[0]) == f"Oma's Küche\n\n{POST}"
    assert POST not in server.asked[0]["messages"][0]["content"]


def test_a_page_without_an_end_is_shown_in_part(cook: Cook, server: ModelServer) -> None:
    cook.reads(POST + "\nSehr lecker." * 10_000)

    assert len(double.post_of(server.asked[0])) == LONGEST_POST


def test_structured_data_needs_no_model(cook: Cook, server: ModelServer) -> None:
    held = Recipe("Toast", (Ingredient("1 slice bread"),))

    parsed = cook.reads(Extracted(POST, via="page", recipe=held))

    assert parsed.recipe.title == "Toast"
    assert parsed.usage is None
    assert server.requests == []


@pytest.mark.parametrize("text", ["", "🍕🍕🍕", "12 34 !?"])
def test_nothing_is_asked_about_a_post_without_a_word(cook: Cook, server: ModelServer, text: str) -> None:
    assert cook.fails(text).code == "not_a_recipe"
    assert server.requests == []


def test_what_it_costs_is_told_where_prices_are_set(server: ModelServer, clock: Clock) -> None:
    priced = Cook(server, clock, LLM_PRICE_INPUT="0.15", LLM_PRICE_OUTPUT="0.6")

    assert priced.reads().usage == Usage(MODEL, 1, 900, 250, cost_usd=0.000285)
    assert Prices(0.15, None).of(Usage(MODEL, 1, 900, 250)) is None


def test_neither_proxies_nor_keys_of_the_environment_are_used(
    server: ModelServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = "http://127.0.0.1:9"
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "OPENAI_BASE_URL"):
        monkeypatch.setenv(name, nowhere)
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "somebody-elses")

    assert Cook(server, clock).reads().recipe == READ
    assert "somebody-elses" not in str(server.requests)


# -- how it may put its answer -------------------------------------------------------------------------

SNAKE = {
    "is_recipe": True,
    "title": SPAETZLE["title"],
    "servings": 2,
    "servings_text": "2 Personen",
    "keywords": ["#käse"],
    "ingredients": ["- 250 g Spätzle", "• 1 EL Butter", "½ TL Salz #lecker"],
    "steps": [f"{number}. {step['text']}" for number, step in enumerate(SPAETZLE["steps"], 1)],
}
WORDINGS = {
    "a code fence": f"```json\n{json.dumps(SPAETZLE, indent=2)}\n```",
    "prose around": f"Sure! Here it is:\n\n{json.dumps(SPAETZLE)}\n\nEnjoy your {{Spätzle}}!",
    "thoughts": f'<think>Maybe {{"title": "Nudeln"}}?\nNo.</think>\n{json.dumps(SPAETZLE)}',
    "thoughts without a beginning": f'It may be {{"title": "Nudeln"}}.</think>{json.dumps(SPAETZLE)}',
    "thoughts that the JSON speaks of": f"<think>Hm.</think>{json.dumps(SPAETZLE)[:-1]}, "
    '"note": "</think>"}',
    "a draft first": f'{{"title": "Draft", "ingredients": []}} or rather {json.dumps(SPAETZLE)}',
    "bare lines, other names": json.dumps(SNAKE),
    "one level deeper": json.dumps({"recipe": SNAKE}),
    "fields of its own": json.dumps({**SPAETZLE, "confidence": 0.9, "amount": [1]}),
    "numbers with a point": json.dumps({**SPAETZLE, "servings": 2.0}),
    "parts": [{"type": "text", "text": json.dumps(SPAETZLE)}],
}


@pytest.mark.parametrize("name", WORDINGS)
def test_an_answer_is_found_in_whatever_surrounds_it(cook: Cook, server: ModelServer, name: str) -> None:
    server.script.append(says(WORDINGS[name]))

    assert cook.reads().recipe == READ
    assert server.count(COMPLETIONS) == 1


def test_groups_are_kept_unless_one_holds_everything(cook: Cook, server: ModelServer) -> None:
    lines = [("250 g Spätzle", "Teig:"), ("1 EL Butter", None)]
    mixed = [{"original": line, "group": group} for line, group in lines]
    alone = [{"original": line, "group": "Zutaten"} for line, _ in lines]
    server.script += [
        answers({**SPAETZLE, "ingredients": mixed}),
        answers({**SPAETZLE, "ingredients": alone}),
    ]

    assert [line.group for line in cook.reads().recipe.ingredients] == ["Teig", None]
    assert [line.group for line in cook.reads().recipe.ingredients] == [None, None]


# -- what servers do not take --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("takes", "temperature", "calls"),
    [
        ({"json_object", "text"}, True, 2),
        ({"text"}, True, 3),
        ({"json_schema"}, False, 2),
        ({"text"}, False, 4),
    ],
)
def test_what_a_server_refuses_is_not_sent_twice(
    cook: Cook, server: ModelServer, takes: set[str], temperature: bool, calls: int
) -> None:
    server.takes, server.takes_temperature = takes, temperature

    first, second = cook.reads(), cook.reads()

    assert first.recipe == second.recipe == READ
    assert first.usage
    assert first.usage.calls == calls
    assert server.count(COMPLETIONS) == calls + 1


def test_without_a_schema_of_the_server_it_stands_in_the_prompt(cook: Cook, server: ModelServer) -> None:
    server.takes = {"text"}

    cook.reads()

    prompts = [body["messages"][0]["content"] for body in server.asked]
    assert ["additionalProperties" in prompt for prompt in prompts] == [False, True, True]


def test_a_refusal_for_another_reason_changes_nothing_for_the_next_post(
    cook: Cook, server: ModelServer
) -> None:
    server.script += [status(400, "This is longer than the context.")] * 4

    with log_lines() as lines:
        parsed = cook.reads()

    assert parsed.warnings == ("model_unavailable",)
    assert any("longer than the context" in line for line in lines)
    cook.reads()
    assert server.asked[-1]["response_format"]["type"] == "json_schema"


# -- answers of no use ---------------------------------------------------------------------------------

POETRY = "Roses are red, violets are blue, I cannot cook and neither can you."
USELESS = {
    "poetry": (says(POETRY), "no JSON object"),
    "broken JSON": (says('{"isRecipe": true, "title": "Spätz'), "no JSON object"),
    "cut off": (says(json.dumps(SPAETZLE)[:200], finish="length"), "cut off"),
    "a refusal": (says(None, refusal="I cannot help with that."), "no answer"),
    "filtered": (says("", finish="content_filter"), "no answer"),
    "no choices": (completes({"choices": [], "usage": double.TOKENS}), "no answer"),
    "nothing in it": (completes({}), "no answer"),
    "empty": (says("  \n"), "no answer"),
    "null": (says(None), "no answer"),
    "NaN": (says(json.dumps({**SPAETZLE, "servings": float("nan")})), "NaN"),
    "infinity": (says(json.dumps(SPAETZLE).replace('"servings": 2', '"servings": 1e999')), "servings"),
    "other types": (answers({**SPAETZLE, "ingredients": "2 eggs"}), "ingredients: must be a list"),
    "types deep within": (answers({**SPAETZLE, "steps": [{"text": 7}]}), "steps[0].text: must be text"),
    "a recipe in prose": (answers({"recipe": "Boil the Spätzle."}), "title: must be text"),
    "no title": (answers({**SPAETZLE, "title": " "}), "title: must not be empty"),
    "an empty recipe": (answers({**SPAETZLE, "ingredients": [], "steps": []}), "both empty"),
    "empty lines": (answers({**SPAETZLE, "ingredients": ["- "], "steps": ["1."]}), "is empty"),
    "too long": (answers({**SPAETZLE, "description": "x" * 70_000}), "far too long"),
    "10 MB": (double.floods, "far too long"),
    "no JSON at all": (raw(b"<html>Welcome</html>", "text/html"), "could not be read"),
    "thoughts alone": (says(f"<think>{json.dumps(SPAETZLE)}"), "no JSON object"),
    "too deep": (raw(b"[" * 100_000), "could not be read"),
    "too deep within": (says('{"title":' * 3_000), "no JSON object"),
    "a list": (raw(b"[1, 2]"), "no answer"),
    "choices of another kind": (completes({"choices": {"a": 1}, "usage": [7]}), "no answer"),
}


@pytest.mark.parametrize("name", USELESS)
def test_a_useless_answer_is_mended_once(cook: Cook, server: ModelServer, name: str) -> None:
    behaviour, words = USELESS[name]
    server.script.append(behaviour)

    parsed = cook.reads()

    assert (parsed.recipe, parsed.warnings) == (READ, ())
    assert parsed.usage
    assert parsed.usage.calls == server.count(COMPLETIONS) == 2
    assert words in server.asked[1]["messages"][-1]["content"]


@pytest.mark.parametrize("name", USELESS)
def test_when_it_stays_useless_the_rules_take_over(cook: Cook, server: ModelServer, name: str) -> None:
    behaviour, _ = USELESS[name]
    server.script += [behaviour, behaviour]

    parsed = cook.reads()

    assert parsed.warnings == ("model_unusable",)
    assert len(parsed.recipe.ingredients) == RULES_LINES
    assert parsed.usage
    assert parsed.usage.calls == server.count(COMPLETIONS) == 2


@pytest.mark.parametrize("name", ["poetry", "a refusal", "10 MB"])
def test_nothing_is_made_of_nothing(cook: Cook, server: ModelServer, name: str) -> None:
    behaviour, _ = USELESS[name]
    server.script += [behaviour, behaviour]

    failure = cook.fails(NO_RECIPES["poem"])

    assert isinstance(failure, Permanent)
    assert (failure.code, bool(failure.advice)) == ("not_a_recipe", True)


def test_trouble_while_mending_ends_with_the_rules(cook: Cook, server: ModelServer) -> None:
    server.script += [says(POETRY), status(503)]

    assert cook.reads().warnings == ("model_unusable",)


def test_a_recipe_that_the_post_does_not_hold_is_refused(cook: Cook, server: ModelServer) -> None:
    strange = ["400 g Rindfleisch", "2 Zucchini", "3 dl Sahne"]
    server.script.append(answers({**SPAETZLE, "ingredients": strange, "steps": ["Im Ofen garen."]}))

    parsed = cook.reads()

    assert parsed.warnings == ("model_ungrounded",)
    assert len(parsed.recipe.ingredients) == RULES_LINES
    assert server.count(COMPLETIONS) == 1


def test_a_line_that_the_post_does_not_hold_is_marked(cook: Cook, server: ModelServer) -> None:
    lines = [line["original"] for line in SPAETZLE["ingredients"]]
    server.script.append(answers({**SPAETZLE, "ingredients": [*lines, "1 TL Trüffelöl", "300 g Spätzle"]}))

    assert cook.reads().warnings == ("ungrounded:ingredient:3:food", "ungrounded:ingredient:4:amount")


# -- verdicts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer", [NO_RECIPE, {"isRecipe": False}, {"is_recipe": False, "title": "Nothing"}, {"recipe": None}]
)
def test_what_the_model_calls_no_recipe_is_none(
    cook: Cook, server: ModelServer, answer: dict[str, Any]
) -> None:
    server.script.append(answers(answer))

    assert cook.fails().code == "not_a_recipe"
    assert server.count(COMPLETIONS) == 1


def test_a_cook_who_insists_gets_what_the_rules_make_of_it(cook: Cook, server: ModelServer) -> None:
    server.script += [answers(NO_RECIPE), answers(NO_RECIPE)]

    assert len(cook.reads(force=True).recipe.ingredients) == RULES_LINES
    assert cook.reads(NO_RECIPES["poem"], force=True).recipe.steps


# -- servers in trouble --------------------------------------------------------------------------------


def http_date(seconds: float) -> str:
    return formatdate(NOON / 1000 + seconds, usegmt=True)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry_After": "37"}, 37),
        ({"Retry_After": "0.5"}, 0.5),
        ({"Retry_After": http_date(37)}, 37),
        ({"Retry_After": http_date(237), "Date": http_date(200)}, 37),
        ({"Retry_After": http_date(-5)}, 0),
    ],
)
@pytest.mark.parametrize("code", [429, 503])
def test_a_busy_server_is_left_alone_as_long_as_it_asks(
    cook: Cook, server: ModelServer, code: int, headers: Mapping[str, str], wait: float
) -> None:
    server.script.append(status(code, **headers))

    failure = cook.fails()

    assert isinstance(failure, Transient)
    assert (failure.code, failure.retry_after, failure.burns) == ("model_busy", wait, False)
    assert cook.reads().recipe == READ


@pytest.mark.parametrize("wrong", ["soon", "-3 days", "nan", "inf", "Sun, 99 Nov 2026", ""])
def test_a_wait_that_makes_no_sense_is_none(cook: Cook, server: ModelServer, wrong: str) -> None:
    server.script.append(status(429, Retry_After=wrong))

    failure = cook.fails()

    assert isinstance(failure, Transient)
    assert (failure.code, failure.retry_after, failure.burns) == ("model_busy", None, True)


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (status(500), "model_error"),
        (status(502), "model_error"),
        (status(503), "model_error"),
        (status(529), "model_error"),
        (status(408), "model_error"),
        (double.hangs_up, "model_unreachable"),
    ],
)
def test_trouble_that_may_pass_costs_an_attempt(
    cook: Cook, server: ModelServer, behaviour: double.Behaviour, code: str
) -> None:
    server.script.append(behaviour)

    failure = cook.fails()

    assert isinstance(failure, Transient)
    assert (failure.code, failure.retry_after, failure.burns) == (code, None, True)
    assert server.count(COMPLETIONS) == 1
    assert cook.reads().recipe == READ


def test_at_the_last_try_the_rules_take_over(cook: Cook, server: ModelServer) -> None:
    server.script += [status(500), status(500)]

    assert cook.reads(last_try=True).warnings == ("model_unavailable",)
    assert cook.fails(NO_RECIPES["poem"], last_try=True).code == "model_error"


@pytest.mark.parametrize("behaviour", [double.stays_silent, double.stalls, double.drips])
def test_a_server_that_does_not_come_to_an_end_is_left(
    cook: Cook, server: ModelServer, behaviour: double.Behaviour
) -> None:
    cook.reads()  # loads the library, outside of the time that is given below
    server.script.append(behaviour)

    failure = cook.fails(seconds=1.7)

    assert isinstance(failure, Transient)
    assert (failure.code, failure.burns) == ("model_slow", True)


def test_a_connection_that_is_given_up_is_closed(cook: Cook, server: ModelServer) -> None:
    closed = threading.Event()

    def drips(request: Received, wire: Wire) -> None:
        with pytest.raises(OSError, match=r"pipe|reset"):
            double.drips(request, wire)
        closed.set()

    cook.reads()
    server.script.append(drips)

    assert cook.fails(seconds=1.7).code == "model_slow"
    assert closed.wait(120)


def test_no_call_is_begun_that_cannot_end_in_time(cook: Cook, server: ModelServer) -> None:
    assert cook.fails(seconds=1).code == "model_slow"
    assert server.count(COMPLETIONS) == 0


def test_no_server_at_all(clock: Clock) -> None:
    with ModelServer(lambda _: SPAETZLE) as gone:
        cook = Cook(gone, clock)

    failure = cook.fails()

    assert isinstance(failure, Transient)
    assert (failure.code, failure.burns) == ("model_unreachable", True)


def test_a_server_that_is_down_is_left_alone_and_the_rules_read(
    server: ModelServer, engine: Engine, clock: Clock, ids: Ids
) -> None:
    cook = Cook(server, clock, Circuits(engine.table, clock, ids))
    server.script += [status(500)] * OUTAGES
    for _ in range(OUTAGES):
        assert cook.fails().code == "model_error"

    paused = cook.reads()
    nothing = cook.fails(NO_RECIPES["poem"])

    assert paused.warnings == ("model_unavailable",)
    assert len(paused.recipe.ingredients) == RULES_LINES
    assert isinstance(nothing, Transient)
    assert (nothing.code, nothing.burns) == (PAUSED, False)
    assert server.count(COMPLETIONS) == OUTAGES
    clock.sleep(nothing.retry_after or 0)
    assert cook.reads().recipe == READ


# -- what only the operator can mend -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (status(401, f"Incorrect API key: {KEY[:8]}***", kind="invalid_api_key"), "model_key"),
        (status(403), "model_key"),
        (status(402), "model_credit"),
        (status(429, "You exceeded your quota", kind="insufficient_quota"), "model_credit"),
        (status(404, "The model does not exist."), "model_settings"),
        (status(307, Location="http://127.0.0.1:9/v1/chat/completions"), "model_settings"),
        (status(413), "model_settings"),
    ],
)
def test_the_rules_help_out_and_the_operator_is_told(
    cook: Cook, server: ModelServer, behaviour: double.Behaviour, code: str
) -> None:
    server.script += [behaviour, behaviour]

    with log_lines() as lines:
        parsed = cook.reads()
        failure = cook.fails(NO_RECIPES["poem"])

    assert parsed.warnings == ("model_unavailable",)
    assert len(parsed.recipe.ingredients) == RULES_LINES
    assert isinstance(failure, Permanent)
    assert (failure.code, bool(failure.advice)) == (code, True)
    assert sum(f"'code': '{code}'" in line and "'ERROR'" in line for line in lines) == 2
    assert KEY[:8] not in "".join(lines)
    assert server.count(COMPLETIONS) == 2


def test_a_server_that_repeats_the_key_does_not_get_it_into_the_log(cook: Cook, server: ModelServer) -> None:
    server.script += [status(404, f"No such model for {KEY}.")]

    with log_lines() as lines:
        cook.reads()

    assert KEY not in "".join(lines)
