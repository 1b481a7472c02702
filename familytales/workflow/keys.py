"""Cache keys: a step's result is stored under a digest of everything it depends on, and of nothing else."""

import hashlib
import json
from dataclasses import asdict, is_dataclass
from pathlib import Path


def key(step: str, *parts: object) -> str:
    """SHA-256, as 64 hex digits, of the step's name and its inputs: engine, version, options, digests.

    Parts are plain values, sequences and mappings of them, or dataclasses. No time stamps, no paths.
    """
    text = json.dumps([step, *parts], sort_keys=True, separators=(",", ":"), default=_plain, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Path):
        raise TypeError(f"a path is not content: {value}")
    raise TypeError(f"not fit for a key: {value!r}")
