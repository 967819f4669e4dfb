"""Refreshes the ID token for tests that run longer than it lives, without AWS credentials."""

import base64
import json
import os
import time
from urllib.request import Request, urlopen

import schemathesis

COGNITO = os.environ.get("AWS_ENDPOINT_URL") or f"https://cognito-idp.{os.environ['AWS_REGION']}.amazonaws.com/"
MARGIN_IN_SECONDS = 5  # how long a token has to be good for when a request begins


def refresh(refresh_token):
    given = {
        "ClientId": os.environ["CLIENT_ID"],
        "RefreshToken": refresh_token,
        "ClientSecret": os.environ.get("CLIENT_SECRET"),
        "DeviceKey": os.environ.get("DEVICE_KEY"),
    }
    request = Request(
        COGNITO,
        data=json.dumps({name: value for name, value in given.items() if value}).encode(),
        headers={
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": "AWSCognitoIdentityProviderService.GetTokensFromRefreshToken",
        },
    )
    with urlopen(request, timeout=15) as answer:
        return json.load(answer)["AuthenticationResult"]


def expiry(token):
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["exp"]


# Without an interval, Schemathesis asks before each request.
@schemathesis.auth(refresh_interval=None)
class FreshToken:
    def __init__(self):
        self.token = ""
        self.refresh_token = os.environ["REFRESH_TOKEN"]
        self.good_until = 0

    def get(self, case, context):
        if time.time() >= self.good_until:
            result = refresh(self.refresh_token)
            self.token = result["IdToken"]
            # With refresh token rotation, a new one replaces it.
            self.refresh_token = result.get("RefreshToken", self.refresh_token)
            self.good_until = expiry(self.token) - MARGIN_IN_SECONDS
        return self.token

    def set(self, case, data, context):
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {data}"}
