import pytest

from leakguard.packs import load_rulebook


@pytest.fixture(scope="session")
def publication():
    return load_rulebook("publication")


@pytest.fixture(scope="session")
def strict():
    return load_rulebook("strict")
