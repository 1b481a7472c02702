from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from familytales.binding.acx import AcxFormat, Measured, measure
from familytales.domain.narration import Coding
from familytales.narration.codings import encode
from tests.binding.editions import RATE, coded, make_edition

GOOD = Measured(rms=-20.0, peak=-3.5, floor=-70.0, head=-70.0, tail=-70.0, minutes=9.0, rate=44_100, bit_rate=192_000)


def test_a_good_file_has_no_faults() -> None:
    assert GOOD.faults() == ()


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"rms": -17.9}, "RMS"),
        ({"rms": -23.1}, "RMS"),
        ({"peak": -2.9}, "peaks"),
        ({"floor": -59.0}, "floor"),
        ({"floor": -120.0}, "digital silence"),
        ({"head": -30.0}, "head"),
        ({"tail": -30.0}, "tail"),
        ({"minutes": 120.1}, "longer"),
        ({"rate": 24_000}, "44.1 kHz"),
        ({"bit_rate": 64_000}, "192 kbit/s"),
    ],
)
def test_every_demand_is_checked(wrong: dict[str, float], fault: str) -> None:
    (found,) = replace(GOOD, **wrong).faults()  # type: ignore[arg-type]
    assert fault in found


def test_what_is_measured_is_what_was_recorded(tmp_path: Path) -> None:
    room = np.random.default_rng(1).standard_normal(RATE * 2).astype(np.float32) * 10 ** (-66 / 20)
    tone = np.sin(np.arange(RATE * 6) * (2 * np.pi * 440 / RATE)).astype(np.float32) * 0.5
    encode([room, tone, room], Coding.ACX, tmp_path / "a.mp3")
    found = measure(tmp_path / "a.mp3")
    # LAME turns everything down by 0.26 dB at this bit rate
    assert found.rms == pytest.approx(-6.02 - 3.01 + 10 * np.log10(0.6) - 0.26, abs=0.05)
    assert found.peak == pytest.approx(-6.02 - 0.26, abs=0.05)
    assert [found.floor, found.head, found.tail] == pytest.approx([-66.3] * 3, abs=1.0)
    assert found.minutes == pytest.approx(10 / 60, abs=0.001)
    assert (found.rate, found.bit_rate) == (44_100, 192_000)


def test_the_report_has_a_verdict_for_every_file(tmp_path: Path) -> None:
    edition = coded(make_edition(tmp_path), tmp_path, Coding.ACX)
    AcxFormat().bind(edition, tmp_path / "book", lambda done, total: None)
    _, *lines = (tmp_path / "book/report.txt").read_text("utf-8").splitlines()
    assert [line.split()[0] for line in lines] == sorted(path.name for path in (tmp_path / "book").glob("*.mp3"))
    # a tone alone: at a good level, but without room tone at its ends
    assert all("FAIL" in line and "no room tone at the head" in line for line in lines)
