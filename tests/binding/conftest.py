import pytest

from familytales.domain.editions import Edition
from tests.binding.editions import make_edition


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return make_edition(tmp_path_factory.mktemp("edition"))
