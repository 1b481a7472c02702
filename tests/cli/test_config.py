from collections.abc import Callable

import pytest

from familytales import settings
from tests.cli.conftest import Ran

Ft = Callable[..., Ran]


def shown(ft: Ft, name: str) -> tuple[object, str]:
    settings.load.cache_clear()
    found = next(one for one in ft("config", "--json").json["settings"] if one["name"] == name)
    return found["value"], found["source"]


def test_where_each_setting_comes_from(ft: Ft, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(ft, "speed") == (1.0, "default")
    ft("config", "set", "speed", "0.9")
    assert shown(ft, "speed") == (0.9, str(settings.config_file()))
    monkeypatch.setenv("FAMILYTALES_SPEED", "1.2")
    assert shown(ft, "speed") == (1.2, "FAMILYTALES_SPEED")


def test_comments_and_other_settings_are_kept(ft: Ft) -> None:
    file = settings.config_file()
    file.parent.mkdir(parents=True)
    file.write_text('# ours\nlanguage = "eng" # main\nspeed=0.8')
    assert ft("config", "set", "voice", 'an "odd" name\\').code == 0
    assert ft("config", "set", "speed", "1.1").code == 0
    assert file.read_text() == '# ours\nlanguage = "eng" # main\nspeed = 1.1\nvoice = "an \\"odd\\" name\\\\"\n'
    assert ft("config", "unset", "speed").code == 0
    assert ft("config", "unset", "speed").out == "speed is not in the file.\n"
    assert file.read_text() == '# ours\nlanguage = "eng" # main\nvoice = "an \\"odd\\" name\\\\"\n'
    assert [path.name for path in file.parent.iterdir()] == ["config.toml"]


@pytest.mark.parametrize(("name", "value"), [("speed", "9"), ("workers", "many"), ("nonsense", "1")])
def test_what_cannot_be_is_not_written(ft: Ft, name: str, value: str) -> None:
    ran = ft("config", "set", name, value)
    assert ran.code == 2
    assert not settings.config_file().exists()


def test_languages_are_written_by_their_codes(ft: Ft) -> None:
    assert ft("config", "set", "language", "xx").code == 8
    assert not settings.config_file().exists()
    assert ft("config", "set", "language", "English+de", "--json").json["setting"]["value"] == "eng+deu"


def test_a_text_over_several_lines_is_left_to_the_person(ft: Ft) -> None:
    file = settings.config_file()
    file.parent.mkdir(parents=True)
    before = 'voice = """a\nspeed = 2\nb"""\n'
    file.write_text(before)
    assert ft("config", "set", "voice", "x").code == 8
    assert file.read_text() == before


def test_a_broken_file_is_told(ft: Ft) -> None:
    file = settings.config_file()
    file.parent.mkdir(parents=True)
    file.write_text("speed = ")
    for command in (("config",), ("config", "set", "speed", "1")):
        ran = ft(*command)
        assert ran.code == 8
        assert str(file) in ran.err.replace("\n", "")
