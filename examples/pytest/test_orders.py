import requests


def test_refuses_a_caller_without_a_token(base_url):
    assert requests.get(f"{base_url}/orders").status_code == 401


def test_creates_an_order(api, base_url):
    created = api.post(f"{base_url}/orders", json={"item": "espresso cup", "quantity": 2})
    assert created.status_code == 201

    order = api.get(f"{base_url}/orders/{created.json()['id']}")
    assert order.status_code == 200
    assert order.json()["item"] == "espresso cup"
