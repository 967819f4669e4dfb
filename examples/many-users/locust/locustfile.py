import json
import os
from itertools import cycle

from locust import HttpUser, constant_pacing, task

with open(os.environ["USERS_FILE"]) as file:
    users = cycle(json.load(file))


class Customer(HttpUser):
    host = os.environ["BASE_URL"]
    wait_time = constant_pacing(1)

    def on_start(self):
        self.client.headers["Authorization"] = "Bearer " + next(users)["idToken"]

    @task
    def list_orders(self):
        self.client.get("/orders")
