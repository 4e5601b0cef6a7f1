"""What is told at the start, although the host starts all the same."""

from __future__ import annotations

import pytest

from local.doubts import doubts

LONELY = {
    "TANDOOR_TOKEN": "TANDOOR_BASE_URL",
    "MEALIE_TOKEN": "MEALIE_BASE_URL",
    "LLM_API_BASE_URL": "LLM_API_KEY",
    "LLM_MODEL": "LLM_API_KEY",
    "LLM_PRICE_INPUT": "LLM_PRICE_OUTPUT",
    "LLM_PRICE_OUTPUT": "LLM_PRICE_INPUT",
}


@pytest.mark.parametrize("name", LONELY)
def test_a_setting_that_does_nothing_without_another_is_doubted(name: str) -> None:
    [doubt] = doubts({name: "0.15"}, "http://127.0.0.1:5173")
    assert doubt.startswith(f"{name} does nothing without {LONELY[name]}")
    assert doubts({name: "0.15", LONELY[name]: " "}, "http://127.0.0.1:5173") == [doubt]
    assert doubts({name: "0.15", LONELY[name]: "0.15", "LLM_MODEL": "x", "LLM_API_KEY": "x"}, "") == []


def test_only_one_of_two_recipe_managers_is_used() -> None:
    set_up = {"TANDOOR_BASE_URL": "http://a.example", "TANDOOR_TOKEN": "x"}
    also = {"MEALIE_BASE_URL": "http://b.example", "MEALIE_TOKEN": "x"}
    [doubt] = doubts(set_up | also, "")
    assert doubt.startswith("MEALIE_BASE_URL does nothing beside TANDOOR_BASE_URL")
    assert doubts(set_up, "") == doubts(also, "") == []


def test_another_model_server_may_not_know_our_model() -> None:
    server = {"LLM_API_KEY": "x", "LLM_API_BASE_URL": "http://llm.example/v1"}
    [doubt] = doubts(server, "")
    assert doubt.startswith("LLM_MODEL is not set")
    assert doubts({**server, "LLM_MODEL": "tiny"}, "") == doubts({"LLM_API_KEY": "x"}, "") == []


@pytest.mark.parametrize(
    ("address", "works"),
    [
        ("http://0.0.0.0:5173", False),
        ("http://nas.example", False),
        ("https://nas.example", True),
        ("http://127.0.0.1:5173", True),
        ("http://[::1]:5173", True),
        ("http://localhost:5173", True),
    ],
)
def test_browsers_sign_in_where_nobody_can_listen_in(address: str, works: bool) -> None:
    assert [line.startswith(f"{address} is plain http") for line in doubts({}, address)] == [True] * (
        not works
    )


@pytest.mark.parametrize(
    ("address", "opens"),
    [("https://0.0.0.0:5173", False), ("https://[::]:5173", False), ("https://nas", True)],
)
def test_a_phone_opens_no_address_that_means_every_address(address: str, opens: bool) -> None:
    assert [line.startswith("PUBLIC_URL is not set") for line in doubts({}, address)] == [True] * (not opens)


@pytest.mark.parametrize(
    ("address", "answers"), [("https://nas.example", False), ("http://localhost:5173", True)]
)
def test_without_sign_in_nobody_comes_by_an_address_elsewhere(address: str, answers: bool) -> None:
    told = doubts({}, address, open_to_all=True)
    assert [line.startswith("AUTH_MODE=off answers this machine only") for line in told] == [True] * (
        not answers
    )
