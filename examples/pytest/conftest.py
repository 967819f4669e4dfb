import os

import pytest
import requests


@pytest.fixture(scope="session")
def api():
    """The API as the user sees it. The token stays in the session: as a fixture of its own, a failing test would print it."""
    with requests.Session() as session:
        session.headers["Authorization"] = "Bearer " + os.environ["ID_TOKEN"]
        yield session


@pytest.fixture(scope="session")
def base_url():
    return os.environ["BASE_URL"]
