"""One settings object from file, environment and flags; and where everything lives.

Pydantic alone reads them: pydantic-settings would add 0.1 s to every command.
"""

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from familytales.domain.errors import BadInput
from familytales.domain.quality import Quality

PREFIX = "FAMILYTALES_"


def config_file() -> Path:
    """`config.toml` in the platform's configuration folder."""
    return Path(platformdirs.user_config_dir("familytales")) / "config.toml"


def data_folder() -> Path:
    """The platform's data folder: the default library and the installed voices."""
    return Path(platformdirs.user_data_dir("familytales"))


class Settings(BaseModel):
    """What can be set once instead of typed each time: a flag outranks the environment, which outranks the file.

    Every field is `FAMILYTALES_<NAME>` in the environment and `<name>` in `config.toml`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    library: Path = Field(default_factory=lambda: data_folder() / "library", description="the library's folder")
    voices: Path = Field(default_factory=lambda: data_folder() / "voices", description="where Piper voices are kept")
    language: str = Field(default="eng", description="languages of new books, such as eng+deu")
    quality: Quality = Field(default=Quality.GOOD, description="how pages are read: fast, good or best")
    ocr_engine: str = Field(default="", description="who reads the pages; empty for those the quality asks for")
    enhance: bool = Field(default=True, description="whether scans are straightened and cleaned before reading")
    voice: str = Field(default="", description="who reads aloud; empty for the best voice of the book's language")
    speed: float = Field(default=1.0, ge=0.5, le=2.0, description="pace of reading aloud, 1.0 is the voice's own")
    illegible: str = Field(default="", description="what is said for an illegible word; empty for a short pause")
    formats: str = Field(default="epub,m4b,pdf,site", description="bindings that `make` and `bind` write")
    workers: int = Field(default=0, ge=0, le=256, description="worker processes; 0 for one per core")
    time_limit: float = Field(default=600, ge=1, description="seconds that one page or sentence may take")
    # An A2 sheet at 600 dpi is 139 megapixels.
    max_pixels: int = Field(default=200_000_000, ge=1_000_000, description="largest image accepted, width x height")
    whisper_model: str = Field(
        default="", description="folder of a Whisper model, to proofread languages other than English"
    )
    offline: bool = Field(default=False, description="never use the network")
    voices_url: str = Field(
        default="https://huggingface.co/rhasspy/piper-voices/resolve/main", description="where Piper voices come from"
    )


@cache
def load() -> Settings:
    """The settings of this process.

    Raises:
        BadInput: the file is not TOML, or a value in it or in the environment is not acceptable.
    """
    known = Settings.model_fields
    from_environment = {
        name: os.environ[PREFIX + name.upper()] for name in known if PREFIX + name.upper() in os.environ
    }
    try:
        return Settings.model_validate({**_from_file(config_file()), **from_environment})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        where = PREFIX + name.upper() if name in from_environment else str(config_file())
        raise BadInput(
            f"The setting {name!r} in {where} is not acceptable: {first['msg']}.",
            remedy="`familytales config` lists the settings and their values.",
        ) from error


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise BadInput(f"The configuration {path} cannot be read: {error}.", remedy="Correct or remove it.") from error
