"""Settings: where a value comes from, what is refused, and that a key never shows."""

from __future__ import annotations

import stat
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import settings
from assistant.errors import InputError, WorkspaceError
from assistant.settings import Settings, Source, checked, checked_url, load

KEY = "sk-secret-0123456789"


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in settings.VARIABLES.values():
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("YOUJU_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(settings, "PROJECT", tmp_path / "project")


def test_nothing_set() -> None:
    got = load()
    assert not got.has_model
    assert not got.has_embedding
    assert got.timeout == settings.TIMEOUT
    assert got.origin_of("model") is Source.DEFAULT
    assert got.complaints == ()


def test_home_defaults_to_a_folder_of_the_user() -> None:
    assert load(environ={}).home == Path.home() / ".youju"


def test_environment_over_saved_over_dotenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("YOUJU_MODEL=甲\nYOUJU_BASE_URL=http://a/v1\nYOUJU_TIMEOUT=7\n", encoding="utf-8")
    load().save(model="乙", base_url="http://b/v1")
    monkeypatch.setenv("YOUJU_MODEL", "丙")
    got = load()
    assert (got.model, got.base_url, got.timeout) == ("丙", "http://b/v1", 7.0)
    assert got.origin_of("model") is Source.ENVIRONMENT
    assert got.origin_of("base_url") is Source.SAVED
    assert got.origin_of("timeout") is Source.DOTENV


def test_dotenv_of_the_current_folder_goes_before_the_project_s(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / ".env").write_text("YOUJU_MODEL=甲\nYOUJU_BASE_URL=http://a/v1\n", encoding="utf-8")
    (tmp_path / ".env").write_text("YOUJU_MODEL=乙\n", encoding="utf-8-sig")
    assert (load().model, load().base_url) == ("乙", "http://a/v1")


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    load().save(model="乙")
    monkeypatch.setenv("YOUJU_MODEL", "  ")
    assert load().model == "乙"


def test_the_saved_file_is_for_its_owner_only_and_leaves_no_parts() -> None:
    got = load().save(base_url="https://api.deepseek.com/v1/", api_key=KEY)
    assert stat.S_IMODE(got.file.stat().st_mode) == 0o600
    assert [path.name for path in got.home.iterdir()] == ["settings.env"]
    assert got.base_url == "https://api.deepseek.com/v1"
    assert got.api_key.get_secret_value() == KEY


def test_an_empty_key_leaves_the_key_and_clear_key_removes_it() -> None:
    got = load().save(api_key=KEY, model="甲").save(api_key="", model="")
    assert got.api_key.get_secret_value() == KEY
    assert got.model == ""
    got = got.clear_key()
    assert got.api_key.get_secret_value() == ""
    assert KEY not in got.file.read_text(encoding="utf-8")


def test_a_key_never_shows() -> None:
    got = Settings(api_key=load().save(api_key=KEY, embedding_key=KEY).api_key)
    assert KEY not in repr(got) + str(got) + repr(load()) + str(load()) + f"{load().api_key}"


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1))
def test_any_key_comes_back_as_it_was_saved(key: str) -> None:
    assert load().save(api_key=key).api_key.get_secret_value() == key


@pytest.mark.parametrize(
    ("given_url", "tidy"),
    [
        (" https://api.deepseek.com/v1/ ", "https://api.deepseek.com/v1"),
        ("http://127.0.0.1:11434/v1/chat/completions", "http://127.0.0.1:11434/v1"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1"),
    ],
)
def test_addresses_are_tidied(given_url: str, tidy: str) -> None:
    assert checked("base_url", given_url) == tidy


NO_ADDRESS = [
    "api.deepseek.com/v1",
    "ftp://a/v1",
    "http://",
    "http：//a/v1",
    "http://a b/v1",
    "http://a:x/v1",
]


@pytest.mark.parametrize("bad", [*NO_ADDRESS, "http://a:99999/v1", "sk-123"])
def test_an_address_that_is_none_is_refused(bad: str) -> None:
    with pytest.raises(InputError, match="应以 http:// 或 https:// 开头"):
        checked_url(bad)


@pytest.mark.parametrize("bad", [f"https://me:{KEY}@a/v1", f"https://a/v1?key={KEY}", f"https://a/v1#{KEY}"])
def test_an_address_holding_a_key_is_refused_without_showing_it(bad: str) -> None:
    with pytest.raises(InputError) as caught:
        checked_url(bad)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("timeout", "很久"), ("timeout", "0"), ("timeout", "nan"), ("timeout", "99999"), ("api_key", "密钥"),
     ("api_key", "sk-1 2"), ("model", "a\nb"), ("colour", "红")],
)  # fmt: skip
def test_bad_values_are_refused_and_nothing_is_saved(name: str, value: str) -> None:
    with pytest.raises(InputError):
        load().save(**{name: value})
    assert not load().file.exists()


def test_bad_values_found_on_loading_are_told_and_do_not_stop_the_program(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("YOUJU_BASE_URL=api.a.com\nYOUJU_TIMEOUT=x\n", encoding="utf-8")
    got = load()
    assert got.timeout == settings.TIMEOUT
    assert len(got.complaints) == 2
    assert all(told.startswith(".env 文件里的 YOUJU_") for told in got.complaints)


def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("# 注释\nYOUJU_MODEL=甲".encode("gb18030"))
    assert "UTF-8" in load().complaints[0]


def test_a_home_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("YOUJU_HOME", str(tmp_path / "file"))
    with pytest.raises(WorkspaceError, match="设置不能写入"):
        load().save(model="甲")


# presets


def test_a_preset_fills_in_address_and_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_MODEL_PRESET", "DeepSeek")
    got = load()
    assert (got.preset, got.base_url, got.model) == ("deepseek", "https://api.deepseek.com/v1", "deepseek-chat")
    assert got.origin_of("base_url") is Source.PRESET
    assert got.origin_of("preset") is Source.ENVIRONMENT
    assert got.provider.slug == "deepseek"


def test_what_its_own_layer_names_goes_before_a_preset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_MODEL_PRESET", "ollama")
    monkeypatch.setenv("YOUJU_MODEL", "qwen3:14b")
    got = load().save(base_url="https://api.deepseek.com/v1", model="deepseek-chat")
    assert (got.base_url, got.model) == ("http://127.0.0.1:11434/v1", "qwen3:14b")
    saved = load({"YOUJU_HOME": str(got.home)}).save(preset="moonshot", base_url="https://relay.cn/v1", model="k")
    monkeypatch.delenv("YOUJU_MODEL_PRESET")
    monkeypatch.delenv("YOUJU_MODEL")
    assert (load().base_url, load().model, load().provider.slug) == ("https://relay.cn/v1", "k", "moonshot")
    assert saved.file.exists()


def test_a_preset_of_the_command_line_goes_before_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_MODEL_PRESET", "openai")
    assert load(preset="qwen").preset == "qwen"
    with pytest.raises(InputError, match="没有名为“文心”的服务商"):
        load(preset="文心")


def test_an_unknown_preset_is_told_and_does_not_stop_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_MODEL_PRESET", "文心")
    got = load()
    assert "环境变量里的 YOUJU_MODEL_PRESET：没有名为“文心”的服务商" in got.complaints[0]
    assert got.base_url == ""


def test_a_key_goes_to_no_other_host_than_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    load().save(base_url="https://api.deepseek.com/v1", model="m", api_key=KEY)
    monkeypatch.setenv("YOUJU_MODEL_PRESET", "deepseek")
    assert load().api_key.get_secret_value() == KEY
    monkeypatch.setenv("YOUJU_MODEL_PRESET", "openai")
    got = load()
    assert got.api_key.get_secret_value() == ""
    assert "给 api.deepseek.com 的，没有发给 api.openai.com" in got.complaints[0]
    assert KEY not in str(got.complaints)
    monkeypatch.setenv("YOUJU_API_KEY", "sk-other")
    assert load().api_key.get_secret_value() == "sk-other"


def test_a_key_without_an_address_beside_it_is_for_whatever_is_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text(f"YOUJU_API_KEY={KEY}\n", encoding="utf-8")
    monkeypatch.setenv("YOUJU_MODEL_PRESET", "openai")
    assert load().api_key.get_secret_value() == KEY


def test_numbers_are_read_and_bad_ones_told(tmp_path: Path) -> None:
    lines = ["YOUJU_CONNECT_TIMEOUT=3", "YOUJU_FIRST_TIMEOUT=60", "YOUJU_TOTAL_TIMEOUT=600", "YOUJU_MAX_PARALLEL=3",
             "YOUJU_PRICE_PROMPT=2", "YOUJU_PRICE_CACHED=0.5", "YOUJU_PRICE_COMPLETION=8.00", "YOUJU_BUDGET_TOKENS=200000",
             "YOUJU_BUDGET_YUAN=1.5"]  # fmt: skip
    (tmp_path / ".env").write_text("\n".join(lines), encoding="utf-8")
    got = load()
    assert (got.connect_timeout, got.first_timeout, got.total_timeout, got.max_parallel) == (3.0, 60.0, 600.0, 3)
    assert (got.price_prompt, got.price_cached, got.price_completion) == (Decimal(2), Decimal("0.5"), Decimal(8))
    assert (got.budget_tokens, got.budget_yuan) == (200000, Decimal("1.5"))
    assert got.complaints == ()
    (tmp_path / ".env").write_text("\n".join(f"{line.split('=')[0]}=-1" for line in lines), encoding="utf-8")
    got = load()
    assert len(got.complaints) == len(lines)
    assert (got.first_timeout, got.max_parallel, got.price_prompt, got.budget_yuan) == (None, None, None, None)


@pytest.mark.parametrize(
    ("name", "value"),
    [("max_parallel", "1.5"), ("max_parallel", "0"), ("budget_tokens", "许多"), ("price_prompt", "inf"),
     ("budget_yuan", "-1"), ("preset", "文心")],
)  # fmt: skip
def test_bad_numbers_and_presets_are_not_saved(name: str, value: str) -> None:
    with pytest.raises(InputError):
        load().save(**{name: value})


def test_a_limit_in_yuan_without_prices_is_told() -> None:
    assert "没有填单价，所以不起作用" in load().save(budget_yuan="1").complaints[0]
    assert load().save(price_completion="8").complaints == ()


def test_a_change_of_any_value_shows() -> None:
    before = load().values
    assert load().save(max_parallel="2").values != before


def test_a_saved_key_does_not_go_along_to_another_host() -> None:
    got = load().save(base_url="https://api.deepseek.com/v1", model="m", api_key=KEY)
    assert got.save(base_url="https://api.deepseek.com/beta").api_key.get_secret_value() == KEY
    assert got.tried(base_url="https://api.deepseek.com/v1", api_key="").api_key.get_secret_value() == KEY
    assert got.tried(base_url="https://b.cn/v1", api_key="").api_key.get_secret_value() == ""
    assert got.tried(base_url="https://b.cn/v1", api_key="sk-b", timeout="7").timeout == 7.0
    assert load().api_key.get_secret_value() == KEY
    assert got.save(preset="openai", base_url="https://api.openai.com/v1").api_key.get_secret_value() == ""
    assert KEY not in got.file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("database_url", "postgresql://amt:geheim@10.0.0.8:5432/samples", "mysql://amt:geheim@10.0.0.8/samples"),
        ("chroma_url", "https://amt:geheim@index.example", "amt:geheim@index.example"),
    ],
)
def test_a_server_address_is_checked_and_its_password_never_shown(name: str, good: str, bad: str) -> None:
    assert checked(name, f" {good} ") == good
    with pytest.raises(InputError, match="写得不对") as caught:
        checked(name, bad)
    assert "geheim" not in str(caught.value)
    got = load(environ={settings.VARIABLES[name]: good})
    assert getattr(got, name).get_secret_value() == good
    assert "geheim" not in repr(got)
    complaints = load(environ={settings.VARIABLES[name]: bad}).complaints
    assert len(complaints) == 1
    assert "geheim" not in complaints[0]
