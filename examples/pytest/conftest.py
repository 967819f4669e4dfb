import os

import pytest
import requests


@pytest.fixture(scope="session")
def api():
    """A session that calls the API as the user. A failing test would print a separate fixture for the token."""
    with requests.Session() as session:
        session.headers["Authorization"] = "Bearer " + os.environ["ID_TOKEN"]
        yield session


@pytest.fixture(scope="session")
def base_url():
    return os.environ["BASE_URL"]
