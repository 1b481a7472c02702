"""One settings object from file, environment and flags; and where everything lives."""

from functools import cache
from pathlib import Path

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource


def config_file() -> Path:
    """`config.toml` in the platform's configuration folder."""
    return Path(platformdirs.user_config_dir("familytales")) / "config.toml"


def data_folder() -> Path:
    """The platform's data folder: the default library and the installed voices."""
    return Path(platformdirs.user_data_dir("familytales"))


class Settings(BaseSettings):
    """What can be set once instead of typed each time: a flag outranks the environment, which outranks the file.

    Every field is `FAMILYTALES_<NAME>` in the environment and `<name>` in `config.toml`.
    """

    model_config = SettingsConfigDict(env_prefix="FAMILYTALES_", extra="ignore")

    library: Path = Field(default_factory=lambda: data_folder() / "library")
    voices: Path = Field(default_factory=lambda: data_folder() / "voices")
    language: str = "eng"
    ocr_engine: str = "auto"
    enhance: bool = True
    voice: str = ""
    speed: float = Field(default=1.0, ge=0.5, le=2.0)
    illegible: str = ""
    """What is said for an illegible word; "" is a short pause."""
    formats: str = "epub,m4b,pdf,site"
    workers: int = Field(default=0, ge=0, le=256)
    """Worker processes; 0 means one per core."""
    max_pixels: int = Field(default=200_000_000, ge=1_000_000)
    """Largest image accepted, width x height: an A2 sheet at 600 dpi is 139 megapixels."""
    offline: bool = False
    voices_url: str = "https://huggingface.co/rhasspy/piper-voices/resolve/main"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then environment, then `config.toml`."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_file())


@cache
def load() -> Settings:
    """The settings of this process.

    Raises:
        pydantic.ValidationError: a value in the file or the environment is not acceptable.
    """
    return Settings()
