from tests.homes import home
from tests.narration.conftest import hibari

__all__ = ["hibari", "home"]
