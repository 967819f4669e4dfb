import os

import pytest
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


class SignedByUser(requests.auth.AuthBase):
    """Signs requests with the AWS credentials of the user."""

    def __init__(self):
        self._credentials = Credentials(
            os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"], os.environ["AWS_SESSION_TOKEN"]
        )

    def __call__(self, request):
        signed = AWSRequest(request.method, request.url, data=request.body)
        SigV4Auth(self._credentials, "execute-api", os.environ["AWS_REGION"]).add_auth(signed)
        request.headers.update(signed.headers)
        return request


@pytest.fixture(scope="session")
def api():
    """A session that calls the API as the user."""
    with requests.Session() as session:
        session.auth = SignedByUser()
        yield session


@pytest.fixture(scope="session")
def base_url():
    return os.environ["BASE_URL"]
