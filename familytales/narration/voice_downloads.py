"""Gets Piper voices by name: what the catalogue offers, and downloads that go on where they stopped.

A download sends nothing but the name of the file it asks for.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from familytales.domain.errors import BadInput, FamilyTalesError, TryAgainLater, UsageError
from familytales.domain.languages import iso639_3
from familytales.domain.narration import Voice
from familytales.narration.piper import PiperEngine
from familytales.narration.voice_files import CARD_SUFFIX, CONFIG_SUFFIX, MODEL_SUFFIX
from familytales.narration.voices import check_files, checked_name
from familytales.ports import Progress

_CATALOGUE = "voices.json"
_LARGEST_CATALOGUE = 16 << 20
_LARGEST_FILE = 1 << 30
_TIMEOUT = httpx.Timeout(30.0)


@dataclass(frozen=True, slots=True)
class _File:
    """A file on offer: its place below the catalogue's address, and what it must turn out to be."""

    path: str
    suffix: str
    size: int
    md5: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A voice that can be downloaded.

    Attributes:
        name: as `download` takes it.
        language: ISO 639-3 code.
        region: e.g. `US`, or "".
        quality: the catalogue's word: x_low, low, medium, high.
        files: what belongs to it.
    """

    name: str
    language: str
    region: str
    quality: str
    files: tuple[_File, ...]

    @property
    def size(self) -> int:
        """Bytes to download."""
        return sum(file.size for file in self.files)


def catalogue(url: str, *, offline: bool = False) -> tuple[Offer, ...]:
    """Every voice on offer, by name.

    Args:
        url: address of the folder that holds `voices.json`, as in the settings.
        offline: whether this machine is to stay alone.

    Raises:
        UsageError: `offline` is set.
        TryAgainLater: the network or the server did not answer, or not with a catalogue.
    """
    address = f"{url.rstrip('/')}/{_CATALOGUE}"
    with _client(address, offline) as client, client.stream("GET", address) as response:
        response.raise_for_status()
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > _LARGEST_CATALOGUE:
                raise _strange(address, "it is too large")
        try:
            listed = httpx.Response(200, content=bytes(body)).json()
            return tuple(_offer(name, facts) for name, facts in sorted(listed.items()))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise _strange(address, "it is no catalogue of voices") from error


def download(name: str, folder: Path, url: str, progress: Progress, *, offline: bool = False) -> Voice:
    """Install the voice of that name; what an interrupted download left is used.

    Args:
        name: as the catalogue has it.
        folder: where voices are installed.
        url: as for `catalogue`.
        progress: told bytes of all.
        offline: as for `catalogue`.

    Raises:
        UsageError: `offline` is set, or the catalogue has no such voice.
        TryAgainLater: the network broke off, or what came is damaged.
        BadInput: what came is no voice.
        OSError: as it comes.
    """
    offer = next((offer for offer in catalogue(url, offline=offline) if offer.name == name), None)
    if offer is None:
        raise UsageError(
            f"The catalogue has no voice called {name!r}.", remedy="`familytales voice list --available` has all."
        )
    folder.mkdir(parents=True, exist_ok=True)
    parts: dict[str, Path] = {}
    done = 0
    for file in offer.files:
        parts[file.suffix] = _part(folder, name, file)
        _fetch(file, parts[file.suffix], url, partial(_tell, progress, done, offer.size))
        done += file.size
    return _install(name, folder, parts)


def _tell(progress: Progress, before: int, total: int, got: int) -> None:
    progress(before + got, total)


def _install(name: str, folder: Path, parts: Mapping[str, Path]) -> Voice:
    try:
        check_files(parts[MODEL_SUFFIX], parts[CONFIG_SUFFIX])
    except BadInput:
        for part in parts.values():
            part.unlink(missing_ok=True)
        raise
    # the configuration last: a model without one is not yet a voice
    for suffix in (CARD_SUFFIX, MODEL_SUFFIX, CONFIG_SUFFIX):
        if suffix in parts:
            parts[suffix].replace(folder / (name + suffix))
    return next(voice for voice in PiperEngine().voices(folder) if voice.name == name)


def _offer(name: str, facts: Mapping[str, Any]) -> Offer:
    language = facts["language"]
    files = []
    for path, file in facts["files"].items():
        suffix = next((s for s in (CONFIG_SUFFIX, MODEL_SUFFIX) if path.endswith(s)), "")
        if not suffix and path.endswith("/MODEL_CARD"):
            suffix = CARD_SUFFIX
        if suffix:
            files.append(_File(path, suffix, int(file["size_bytes"]), str(file["md5_digest"])))
    if {file.suffix for file in files} < {MODEL_SUFFIX, CONFIG_SUFFIX}:
        raise ValueError(f"{name} lacks a file")
    return Offer(
        checked_name(name), iso639_3(language["code"]), language.get("region", ""), facts["quality"], tuple(files)
    )


def _part(folder: Path, name: str, file: _File) -> Path:
    # the checksum in the name: a file that has changed since is not continued
    return folder / f".{name}{file.suffix}.{file.md5[:8]}.part"


def _fetch(file: _File, part: Path, url: str, progress: Callable[[int], None]) -> None:
    """Complete `part`, and make sure that it is the file the catalogue describes."""
    if file.size > _LARGEST_FILE:
        raise _strange(file.path, "it is too large")
    have = part.stat().st_size if part.exists() else 0
    progress(min(have, file.size))
    if have < file.size:
        _continue(file, part, have, url, progress)
    if part.stat().st_size != file.size or _md5(part) != file.md5:
        part.unlink()
        raise TryAgainLater(f"What came as {file.path} is damaged.", remedy="Run the command again.")


def _continue(file: _File, part: Path, have: int, url: str, progress: Callable[[int], None]) -> None:
    address = f"{url.rstrip('/')}/{quote(file.path)}"
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with _client(address) as client, client.stream("GET", address, headers=headers) as response:
        response.raise_for_status()
        resumed = response.status_code == httpx.codes.PARTIAL_CONTENT
        got = have if resumed else 0
        with part.open("ab" if resumed else "wb") as target:
            for chunk in response.iter_raw():  # as it comes: what a broken line has delivered is kept
                target.write(chunk[: file.size - got])
                got = min(got + len(chunk), file.size)
                progress(got)
                if got == file.size:
                    break
            target.flush()
            os.fsync(target.fileno())


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


@contextmanager
def _client(address: str, offline: bool = False) -> Iterator[httpx.Client]:
    """A client whose troubles are ours to explain."""
    if offline:
        raise UsageError(
            f"Offline was asked for, so nothing is fetched from {address}.",
            remedy="Leave out --offline, or add a voice from its two files: `familytales voice add FILE.onnx`.",
        )
    try:
        with httpx.Client(timeout=_TIMEOUT, follow_redirects=True) as client:
            yield client
    except httpx.HTTPError as error:
        raise TryAgainLater(
            f"{address} could not be fetched: {str(error) or type(error).__name__}.",
            kept="What had come is kept.",
            remedy="Run the command again to go on.",
        ) from error
    except httpx.InvalidURL as error:
        raise UsageError(f"{address} is no address.", remedy="Look at the setting voices_url.") from error


def _strange(address: str, why: str) -> FamilyTalesError:
    return TryAgainLater(f"{address} cannot be used: {why}.", remedy="Look at the setting voices_url, or try later.")
