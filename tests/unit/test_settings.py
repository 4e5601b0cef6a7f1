"""The operator's choices: a wrong value stops the start with one clear line, an empty one is not set."""

from __future__ import annotations

from pathlib import Path

import pytest

from instarecipe.settings import SettingsError, in_lambda, read, with_dotenv


def test_nothing_has_to_be_set() -> None:
    settings = read({})
    assert (settings.queue_concurrency, settings.queue_timeout_ms, settings.queue_retry_attempts) == (
        2,
        30_000,
        3,
    )
    assert settings.queue_processing_enabled
    assert not settings.legacy_endpoints_enabled
    assert settings.llm_api_base_url == "https://api.openai.com/v1"
    assert settings.llm_model == "gpt-4o-mini"
    assert (settings.llm_api_key, settings.tandoor_base_url, settings.mealie_base_url) == ("", "", "")
    assert (settings.engine, settings.aws_client, settings.log_level) == ("embedded", "light", "INFO")
    assert not settings.in_lambda


NUMBERS = {
    "QUEUE_CONCURRENCY": ("1", "0"),
    "QUEUE_TIMEOUT_MS": ("5000", "4999"),
    "QUEUE_RETRY_ATTEMPTS": ("10", "0"),
    "RATE_LIMIT_PER_DAY": ("0", "-1"),
}
WRONG_NUMBERS = ["x", "1.5", "1e3", "", "٣", "9" * 5_000]

WRONG = {
    **{f"{name} {value[:9]}": (name, value) for name in NUMBERS for value in WRONG_NUMBERS if value},
    **{f"{name} too small": (name, wrong) for name, (_, wrong) in NUMBERS.items()},
    "QUEUE_TIMEOUT_MS too large": ("QUEUE_TIMEOUT_MS", "90001"),
    "a switch": ("QUEUE_PROCESSING_ENABLED", "yes"),
    "another switch": ("LEGACY_ENDPOINTS_ENABLED", "1"),
    "AUTH_MODE": ("AUTH_MODE", "none"),
    "ENGINE": ("ENGINE", "gcp"),
    "AWS_CLIENT": ("AWS_CLIENT", "heavy"),
    "LOG_LEVEL": ("LOG_LEVEL", "LOUD"),
    "an address without scheme": ("TANDOOR_BASE_URL", "tandoor.example.org"),
    "another scheme": ("LLM_API_BASE_URL", "ftp://llm.example"),
    "a price in words": ("LLM_PRICE_INPUT", "cheap"),
    "no host": ("PUBLIC_URL", "https://"),
    "a broken host": ("MEALIE_BASE_URL", "http://[::1"),
    "a port out of range": ("TANDOOR_BASE_URL", "http://tandoor.example:99999"),
    "a port that is no number": ("MEALIE_BASE_URL", "http://mealie.example:http"),
    "a proxy of another kind": ("PROXY_URL", "socks5://proxy.example:1080"),
    "a host without port": ("FETCH_ALLOW_HOSTS", "nas.example"),
    "one host of two": ("FETCH_ALLOW_HOSTS", "nas.example:80,nas2.example"),
    "an allowed port out of range": ("FETCH_ALLOW_HOSTS", "nas.example:70000"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_value_stops_the_start_with_one_line_that_names_it(case: str) -> None:
    name, value = WRONG[case]
    with pytest.raises(SettingsError) as error:
        read({name: value})
    line = str(error.value)
    assert line.startswith(name)
    assert "\n" not in line
    assert len(line) < 200


@pytest.mark.parametrize("value", ["www.example.com", "=127.0.0.1:90", "www.example.com=127.0.0.1"])
def test_a_connection_needs_a_name_a_host_and_a_port(value: str) -> None:
    with pytest.raises(SettingsError, match=r"^FETCH_CONNECT_TO"):
        read({"AUTH_MODE": "off", "FETCH_CONNECT_TO": value})


@pytest.mark.parametrize("name", ["TANDOOR", "MEALIE"])
def test_a_recipe_manager_needs_its_token(name: str) -> None:
    address = {f"{name}_BASE_URL": "http://manager.example"}
    with pytest.raises(SettingsError, match=f"^{name}_TOKEN"):
        read(address)
    assert read({**address, f"{name}_TOKEN": "x"})
    assert read({**address, "ENGINE": "aws"}), "there it is a secret of its own, read at the first call"


def test_a_password_in_a_wrong_address_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as error:
        read({"PROXY_URL": "socks5://cook:hunter2@proxy.example:1080"})
    assert "hunter2" not in str(error.value)
    assert str(error.value).startswith("PROXY_URL")


@pytest.mark.parametrize("name", ["LLM_API_KEY", "TANDOOR_TOKEN", "MEALIE_TOKEN"])
@pytest.mark.parametrize("value", ["“hunter2”", "hunter2 # mine", "hunter2\nhunter3"])
def test_a_secret_that_no_header_can_carry_stops_the_start_and_is_not_repeated(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} ") as error:
        read({name: value})
    assert "hunter" not in str(error.value)


@pytest.mark.parametrize(
    "value",
    [
        "/home/anna/cookies.txt",
        "cookies.txt",
        "hunter2",
        '[{"name": "sessionid", "value": "hunter2"}]',
        "Cookie: sessionid=hunter2",
        "sessionid=hunter2; csrftoken",
        "sessionid=hunter2\nds_user_id=7",
        "sessionid=“hunter2”",
        ".example.com\tTRUE\t/\tTRUE\t0\tsessionid\thunter2",
        ".instagram.com\tTRUE\t/\tTRUE\t0\tsessionid\thunter;2",
        ";",
    ],
)
def test_cookies_that_no_browser_would_send_stop_the_start_and_are_not_repeated(value: str) -> None:
    with pytest.raises(SettingsError, match=r"^INSTAGRAM_COOKIES ") as error:
        read({"INSTAGRAM_COOKIES": value})
    assert "hunter" not in str(error.value)
    assert "cookies.txt" not in str(error.value)
    assert "sessionid=…" in str(error.value)


COOKIES_TXT = """\
# Netscape HTTP Cookie File
# https://curl.se/docs/http-cookies.html

#HttpOnly_.instagram.com\tTRUE\t/\tTRUE\t1799999999\tsessionid\t7%3Aabc
.instagram.com\tTRUE\t/\tTRUE\t0\tcsrftoken\tt0ken
www.instagram.com\tFALSE\t/\tTRUE\t0\tmid\ta=b
.notinstagram.com\tTRUE\t/\tTRUE\t0\tsessionid\tanother
bank.example\tFALSE\t/\tTRUE\t0\taccount\tanother
"""


@pytest.mark.parametrize("text", [COOKIES_TXT, COOKIES_TXT.replace("\n", "\r\n")], ids=["unix", "windows"])
def test_of_a_browsers_cookie_file_instagram_s_are_taken(text: str) -> None:
    cookies = read({"INSTAGRAM_COOKIES": text}).instagram_cookies
    assert cookies == "sessionid=7%3Aabc; csrftoken=t0ken; mid=a=b"


@pytest.mark.parametrize("value", ["sessionid=7%3Aabc", ' sessionid=7%3Aabc; rur="CLN\\0541"; ig_did=; '])
def test_cookies_are_taken_as_a_browser_sends_them(value: str) -> None:
    assert read({"INSTAGRAM_COOKIES": value}).instagram_cookies == value.strip()


@pytest.mark.parametrize(
    "name", [*NUMBERS, "AUTH_MODE", "TANDOOR_BASE_URL", "FETCH_ALLOW_HOSTS", "LOG_LEVEL"]
)
@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_value_is_not_set(name: str, empty: str) -> None:
    assert read({name: empty}) == read({})


@pytest.mark.parametrize("name", NUMBERS)
def test_the_least_number_is_fine(name: str) -> None:
    value = NUMBERS[name][0]
    assert getattr(read({name: value}), name.lower()) == int(value)


@pytest.mark.parametrize(
    ("value", "on"), [("true", True), ("TRUE", True), ("false", False), ("False", False)]
)
def test_switches_are_true_or_false(value: str, on: bool) -> None:
    assert read({"QUEUE_PROCESSING_ENABLED": value}).queue_processing_enabled is on


def test_addresses_lose_their_last_slash() -> None:
    settings = read({"LLM_API_BASE_URL": " https://llm.example/v1/ "})
    assert settings.llm_api_base_url == "https://llm.example/v1"


def test_hosts_are_read_with_their_ports() -> None:
    settings = read(
        {
            "AUTH_MODE": "off",
            "FETCH_ALLOW_HOSTS": "nas.example:8080, [::1]:9000",
            "FETCH_CONNECT_TO": "WWW.Instagram.com=127.0.0.1:9000",
        }
    )
    assert settings.fetch_allow_hosts == {("nas.example", 8080), ("::1", 9000)}
    assert settings.fetch_connect_to == {"www.instagram.com": ("127.0.0.1", 9000)}


@pytest.mark.parametrize(
    "environment",
    [
        {"AUTH_MODE": "token"},
        {"AUTH_MODE": "off", "PUBLIC_URL": "https://cook.example"},
        {},
    ],
)
def test_connections_are_redirected_on_loopback_without_sign_in_only(environment: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"^FETCH_CONNECT_TO is for tests"):
        read({**environment, "FETCH_CONNECT_TO": "a.example=127.0.0.1:90"})


def test_links_are_limited_where_people_sign_in() -> None:
    assert read({"AUTH_MODE": "token"}).rate_limit_per_day == 200
    assert read({"AUTH_MODE": "off"}).rate_limit_per_day == 0
    assert read({"AUTH_MODE": "off", "RATE_LIMIT_PER_DAY": "5"}).rate_limit_per_day == 5


def test_defaults_stand_for_what_is_not_set() -> None:
    assert read({"AUTH_MODE": ""}, AUTH_MODE="off").auth_mode == "off"
    assert read({"AUTH_MODE": "token"}, AUTH_MODE="off").auth_mode == "token"


def test_lambda_says_where_it_is() -> None:
    assert in_lambda({"AWS_LAMBDA_FUNCTION_NAME": "enqueue"})
    assert not in_lambda({"AWS_LAMBDA_FUNCTION_NAME": ""})


def test_a_dotenv_file_lies_beneath_the_environment(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(
        "# my kitchen\n\nLLM_MODEL = 'tiny'\nTANDOOR_TOKEN=\"a=b\"\nLLM_API_KEY=old\n# X=1\nnonsense\n"
    )
    found = with_dotenv(file, {"LLM_API_KEY": "new", "TANDOOR_TOKEN": ""})
    assert found["LLM_MODEL"] == "tiny"
    assert found["LLM_API_KEY"] == "new"
    assert read(found).tandoor_token == "a=b"
    assert "X" not in found


@pytest.mark.parametrize("line", ["\ufeffLLM_MODEL=tiny", "export LLM_MODEL=tiny"])
def test_a_dotenv_file_of_notepad_or_of_a_shell_is_read_too(tmp_path: Path, line: str) -> None:
    file = tmp_path / ".env"
    file.write_text(line, encoding="utf-8")
    assert with_dotenv(file, {}) == {"LLM_MODEL": "tiny"}


def test_no_dotenv_file_is_fine(tmp_path: Path) -> None:
    assert with_dotenv(tmp_path / ".env", {"A": "1"}) == {"A": "1"}
