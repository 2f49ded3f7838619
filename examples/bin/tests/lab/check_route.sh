#!/bin/sh
# Runs inside the container: its way out leads over the lab's gateway.
set -eu

if ! ip route | grep -q '^default via 10\.0\.0\.1 '; then
    echo "there is no default route over 10.0.0.1:"
    ip route
    exit 1
fi
