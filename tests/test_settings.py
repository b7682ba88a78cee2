"""Settings: where a value comes from, what is refused, and that a key never shows."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import settings
from assistant.errors import InputError, WorkspaceError
from assistant.settings import PRESETS, Settings, Source, checked, checked_url, load

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


def test_presets_are_good_addresses() -> None:
    assert len({preset.name for preset in PRESETS}) == len(PRESETS)
    assert all(checked_url(preset.base_url) == preset.base_url and preset.model for preset in PRESETS)


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
