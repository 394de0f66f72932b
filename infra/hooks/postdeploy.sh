#!/bin/sh
# Checks that the deployed service runs a job from the command line and behaves as the vendors' clients expect.
set -eu
cd "$(dirname "$0")/../.."

# On its first start, the app fetches its package and its keys.
tries=0
until curl -fsS --max-time 10 "$API_BASE_URL/healthz" >/dev/null; do
  tries=$((tries + 1))
  [ "$tries" -lt 30 ] || { curl -sS --max-time 10 "$API_BASE_URL/healthz" >&2; echo "$API_BASE_URL is not healthy." >&2; exit 1; }
  sleep 10
done

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
SEG_API_KEY=$SEG_API_KEY dotnet run --project local -- segment --sample --text sheep --out "$out" --server "$API_BASE_URL"

SEG_TEST_SERVER=$API_BASE_URL SEG_TEST_KEY=$SEG_API_KEY dotnet test --project tests/Compatibility.Tests -- --filter-class "*TranscriptTests"
