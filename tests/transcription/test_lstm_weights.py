import shutil
import subprocess
from pathlib import Path

import pytest

from familytales.domain.errors import BadInput
from familytales.transcription import tessdata
from familytales.transcription.lstm_weights import full


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The network of the installed English data."""
    if shutil.which("combine_tessdata") is None:
        pytest.skip("needs combine_tessdata, which comes with tesseract-ocr")
    part = tmp_path_factory.mktemp("model") / "eng.lstm"
    data = tessdata.choose(["eng"]) / "eng.traineddata"
    subprocess.run(["combine_tessdata", "-e", data, part], check=True, capture_output=True)
    return part.read_bytes()


def test_bytes_become_numbers_and_numbers_stay(model: bytes) -> None:
    made = full(model)
    assert len(made) > 6 * len(model)
    assert full(made) == made


def test_a_damaged_model_is_bad_input_wherever_it_is_cut(model: bytes) -> None:
    for end in [*range(0, 200), *range(200, len(model) - 40, 9973)]:
        with pytest.raises(BadInput, match="cannot be trained"):
            full(model[:end])


@pytest.mark.parametrize(
    ("old", "new"), [(b"XYTranspose", b"XYTransposf"), (b"SummLSTM", b"Unknown!"), (b"\x00\x06\x00", b"\x03\x06\x00")]
)
def test_an_unknown_build_is_bad_input(model: bytes, old: bytes, new: bytes) -> None:
    with pytest.raises(BadInput, match="cannot be trained"):
        full(model.replace(old, new, 1))


def test_what_is_no_model_is_bad_input(tmp_path: Path) -> None:
    for data in (b"", b"not a model at all", bytes(1000)):
        with pytest.raises(BadInput):
            full(data)
