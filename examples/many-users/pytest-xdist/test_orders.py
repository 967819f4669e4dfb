import pytest


@pytest.mark.parametrize("quantity", range(1, 9))
def test_lists_only_the_orders_of_its_own_user(api, base_url, quantity):
    before = api.get(f"{base_url}/orders").json()["orders"]
    api.post(f"{base_url}/orders", json={"item": "espresso cup", "quantity": quantity})
    after = api.get(f"{base_url}/orders").json()["orders"]
    assert len(after) == len(before) + 1
