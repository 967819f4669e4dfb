#!/usr/bin/env bash
# Calls an API behind IAM authorization. Needs BASE_URL, AWS_REGION and the user's AWS credentials in the environment.
set -euo pipefail

# Passes the credentials on standard input: every process on the machine could read `--user "$AWS_ACCESS_KEY_ID:…"`. Do not use
# `--verbose`, which prints the session token.
api() {
  curl --silent --show-error --fail-with-body --aws-sigv4 "aws:amz:$AWS_REGION:execute-api" --config - "$@" <<END
user = "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"
header = "x-amz-security-token: $AWS_SESSION_TOKEN"
END
}

status=$(curl --silent --show-error --output /dev/null --write-out '%{http_code}' "$BASE_URL/orders")
[ "$status" = 403 ] || { echo "without a signature: $status instead of 403"; exit 1; }

api "$BASE_URL/orders" | jq --exit-status '.caller.cognitoAuthenticationType == "authenticated"'
api --header 'Content-Type: application/json' --data '{"item":"espresso cup"}' "$BASE_URL/orders" |
  jq --exit-status '.method == "POST" and (.body | fromjson | .item == "espresso cup")'
