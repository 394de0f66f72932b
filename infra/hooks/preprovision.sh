#!/bin/sh
# Generates an API key once and passes its hash to the deployment. The key stays in the azd environment of whoever deploys.
set -eu

if [ -z "${SEG_API_KEY:-}" ]; then
  SEG_API_KEY=$(openssl rand -hex 32)
  azd env set SEG_API_KEY "$SEG_API_KEY"
fi

azd env set API_KEY_SHA256 "$(printf '%s' "$SEG_API_KEY" | sha256sum | cut -d ' ' -f 1)"
