from pathlib import Path

import pytest

from familytales.narration.graph import results_of, with_output

from .conftest import tiny_model


def test_a_model_gives_an_inner_tensor_once_asked() -> None:
    import onnxruntime

    model = with_output(tiny_model(), "scales")
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])

    assert [output.name for output in session.get_outputs()] == ["output", "scales"]


def test_a_piper_voice_rounds_up_its_durations_only(joe: Path) -> None:
    assert results_of((joe / "en_US-joe-medium.onnx").read_bytes(), "Ceil") == ["/Ceil_output_0"]


@pytest.mark.parametrize("damaged", [b"\xff" * 40, tiny_model()[:-9] + b"\x3a\xff\x7f", b"\x07\x07"])
def test_what_is_no_model_is_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r"message|field"):
        results_of(damaged, "Ceil")
