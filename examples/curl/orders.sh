#!/usr/bin/env bash
# Tests the orders API. Needs BASE_URL and ID_TOKEN in the environment.
set -euo pipefail

# Passes the header on standard input: every process on the machine could read `--header "Authorization: …"`. Do not use `--verbose`,
# which prints it.
api() {
  curl --silent --show-error --fail-with-body --header @- "$@" <<<"Authorization: Bearer $ID_TOKEN"
}

status=$(curl --silent --show-error --output /dev/null --write-out '%{http_code}' "$BASE_URL/orders")
[ "$status" = 401 ] || { echo "without a token: $status instead of 401"; exit 1; }

order=$(api --json '{"item":"espresso cup","quantity":2}' "$BASE_URL/orders")
id=$(jq --raw-output .id <<<"$order")
api "$BASE_URL/orders" | jq --exit-status --arg id "$id" 'any(.orders[]; .id == $id)'
