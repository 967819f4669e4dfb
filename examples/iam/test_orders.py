import requests


def test_refuses_a_caller_without_a_signature(base_url):
    assert requests.get(f"{base_url}/orders").status_code == 403


def test_knows_the_caller(api, base_url):
    answer = api.get(f"{base_url}/orders", params={"limit": 10, "after": "2026-01-01"})
    assert answer.status_code == 200
    assert answer.json()["caller"]["cognitoAuthenticationType"] == "authenticated"


def test_creates_an_order(api, base_url):
    answer = api.post(f"{base_url}/orders", json={"item": "espresso cup", "quantity": 2})
    assert answer.status_code == 200
    assert answer.json()["method"] == "POST"
