import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales import settings


def test_no_test_reaches_another_machine() -> None:
    with socket.socket() as out, pytest.raises(AssertionError, match="this machine only"):
        out.connect(("192.0.2.1", 80))


def test_a_test_may_talk_to_its_own_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_settings_are_not_those_of_whoever_runs_the_tests() -> None:
    assert not [name for name in os.environ if name.startswith("FAMILYTALES_")]
    assert Path.home() in settings.config_file().parents
    assert not settings.config_file().exists()


@given(st.integers())
def test_properties_can_be_tested_under_the_guards(number: int) -> None:
    assert int(str(number)) == number
