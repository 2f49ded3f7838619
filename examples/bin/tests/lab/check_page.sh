#!/bin/sh
# Runs inside the container: the page is there and names the guest it is on.
set -eu

page=/srv/web/index.html
if ! grep -q 'is ready' "$page"; then
    echo "$page does not say that the guest is ready"
    exit 1
fi
if ! grep -q "<title>$(uname -n)</title>" "$page"; then
    echo "$page does not name $(uname -n)"
    exit 1
fi
