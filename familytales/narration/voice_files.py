"""The files a Piper voice consists of."""

MODEL_SUFFIX = ".onnx"
CONFIG_SUFFIX = ".onnx.json"
CARD_SUFFIX = ".MODEL_CARD"


def is_config(facts: object) -> bool:
    """Whether this is what a Piper voice's `.onnx.json` holds."""
    if not isinstance(facts, dict):
        return False
    audio, espeak = facts.get("audio"), facts.get("espeak")
    rate = audio.get("sample_rate") if isinstance(audio, dict) else None
    return (
        isinstance(rate, int)
        and 8000 <= rate <= 48000
        and isinstance(espeak, dict)
        and isinstance(espeak.get("voice"), str)
        and isinstance(facts.get("phoneme_id_map"), dict)
        and isinstance(facts.get("num_symbols"), int)
        and isinstance(facts.get("num_speakers"), int)
    )
