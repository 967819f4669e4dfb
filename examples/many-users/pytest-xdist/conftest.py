import json
import os

import pytest
import requests


@pytest.fixture(scope="session")
def api(worker_id):
    """A session that calls the API as the user of this worker: gw0, gw1 and so on, or master without xdist."""
    with open(os.environ["USERS_FILE"]) as file:
        users = json.load(file)
    user = users[0 if worker_id == "master" else int(worker_id.removeprefix("gw"))]
    with requests.Session() as session:
        session.headers["Authorization"] = "Bearer " + user["idToken"]
        yield session


@pytest.fixture(scope="session")
def base_url():
    return os.environ["BASE_URL"]
