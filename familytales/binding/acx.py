"""ACX: MP3 files as Audible's ACX takes them, and a report that says of each whether it would pass."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log10
from pathlib import Path
from typing import Any

import av
import numpy
from numpy.typing import NDArray

from familytales.binding.recordings import Recordings
from familytales.domain.editions import Edition
from familytales.domain.narration import Coding
from familytales.ports import Progress

_QUIETEST, _LOUDEST = -23.0, -18.0  # dB RMS
_PEAK = -3.0  # dB
_FLOOR = -60.0  # dB RMS of the quietest half second
_LONGEST = 120  # minutes
_RATE, _BIT_RATE = 44_100, 192_000
_HEAD, _TAIL = 0.5, 1.0  # seconds of room tone at least
_SILENT = -120.0  # dB written for digital silence


@dataclass(frozen=True, slots=True)
class Measured:
    """An encoded file as it is decoded again: decibels, minutes, and what its header says."""

    rms: float
    peak: float
    floor: float
    head: float
    tail: float
    minutes: float
    rate: int
    bit_rate: int

    def faults(self) -> tuple[str, ...]:
        """What ACX would object to."""
        wrong = {
            f"RMS not between {_QUIETEST:g} and {_LOUDEST:g} dB": not _QUIETEST <= self.rms <= _LOUDEST,
            f"peaks above {_PEAK:g} dB": self.peak > _PEAK,
            f"noise floor above {_FLOOR:g} dB": self.floor > _FLOOR,
            "digital silence": self.floor <= _SILENT,
            "no room tone at the head": self.head > _FLOOR,
            "no room tone at the tail": self.tail > _FLOOR,
            f"longer than {_LONGEST} minutes": self.minutes > _LONGEST,
            "not 44.1 kHz at 192 kbit/s": (self.rate, self.bit_rate) != (_RATE, _BIT_RATE),
        }
        return tuple(fault for fault, found in wrong.items() if found)


class AcxFormat(Recordings):
    """A folder of MP3 files with `report.txt`, whose figures are measured on the files themselves."""

    name = "acx"
    suffix = " (ACX)"
    coding = Coding.ACX

    def bind(self, edition: Edition, target: Path, progress: Progress) -> None:
        """Write the folder, then listen to it."""
        super().bind(edition, target, progress)
        lines = list(_report(target))
        (target / "report.txt").write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


def _report(folder: Path) -> Iterator[str]:
    yield f"{'file':<56}  {'RMS dB':>7}  {'peak dB':>7}  {'floor dB':>8}  {'minutes':>7}"
    for path in sorted(folder.glob("*.mp3")):
        found = measure(path)
        verdict = "; ".join(found.faults())
        figures = f"{found.rms:>7.1f}  {found.peak:>7.1f}  {found.floor:>8.1f}  {found.minutes:>7.1f}"
        yield f"{path.name:<56}  {figures}  {f'FAIL: {verdict}' if verdict else 'pass'}"


def measure(path: Path) -> Measured:
    """Listen to a file in half seconds; one of them is in memory at a time."""
    energies: list[float] = []
    peak, samples = 0.0, 0
    with av.open(str(path.absolute())) as file:
        stream = file.streams.audio[0]
        rate, bit_rate = stream.rate, stream.bit_rate or 0
        for block in _half_seconds(file, stream):
            energies.append(float(numpy.square(block, dtype=numpy.float64).sum()))
            peak = max(peak, float(numpy.abs(block).max()))
            samples += len(block)
    whole = [_decibels(2 * energy / rate) for energy in energies[: samples * 2 // rate]] or [_SILENT]
    return Measured(
        rms=_decibels(sum(energies) / max(samples, 1)),
        peak=_decibels(peak**2),
        floor=min(whole),
        head=max(whole[: round(2 * _HEAD)]),
        tail=max(whole[-round(2 * _TAIL) :]),
        minutes=samples / rate / 60,
        rate=rate,
        bit_rate=bit_rate,
    )


def _half_seconds(file: Any, stream: Any) -> Iterator[NDArray[numpy.float32]]:
    """The sound in half seconds; the last one may be shorter."""
    size = stream.rate // 2
    waiting, held = [], 0
    for frame in file.decode(stream):
        waiting.append(frame.to_ndarray().reshape(-1))
        held += len(waiting[-1])
        if held >= size:
            sound = numpy.concatenate(waiting)
            yield sound[:size]
            waiting, held = [sound[size:]], held - size
    if held:
        yield numpy.concatenate(waiting)


def _decibels(power: float) -> float:
    return max(10 * log10(power), _SILENT) if power > 0 else _SILENT
