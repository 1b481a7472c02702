"""Watching a folder that a scanner writes to: only files that are finished are taken."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from familytales.imaging.sources import discover

SETTLE = 2.0
"""Seconds a file's size and modification time must stay the same before it counts as finished."""

_Look = tuple[int, int]


@dataclass
class Watch:
    """Looks at a folder again and again; `clock` and `wait` measure time that never goes back.

    A scan that pauses for longer than `SETTLE` while it is written is taken too early, found damaged, and taken again
    once it has changed.
    """

    folder: Path
    clock: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep
    _looks: dict[Path, tuple[_Look, float]] = field(default_factory=dict)
    _taken: dict[Path, _Look] = field(default_factory=dict)

    def finished(self) -> list[Path]:
        """Files that have been as they are for long enough and were not given before, in natural order."""
        now, found = self.clock(), []
        for source in discover([self.folder]):
            look = _look(source.path)
            if look is None or look[0] == 0 or self._taken.get(source.path) == look:
                continue
            before, since = self._looks.setdefault(source.path, (look, now))
            if before != look:
                self._looks[source.path] = (look, now)
            elif now - since >= SETTLE:
                self._taken[source.path] = look
                found.append(source.path)
        return found

    def put_back(self, paths: Iterable[Path]) -> None:
        """Give these files again: they could not be taken now."""
        for path in paths:
            self._taken.pop(path, None)

    def once(self) -> list[Path]:
        """Files finished now: looks twice, `SETTLE` seconds apart."""
        self.finished()
        self.wait(SETTLE)
        return self.finished()

    def rounds(self, every: float) -> Iterator[list[Path]]:
        """Finished files as they come, a list at least one long each time; looks every `every` seconds, for ever."""
        while True:
            if found := self.finished():
                yield found
            self.wait(every)


def _look(path: Path) -> _Look | None:
    try:
        found = path.stat()
    except OSError:
        return None  # moved away since the folder was listed
    return found.st_size, found.st_mtime_ns
