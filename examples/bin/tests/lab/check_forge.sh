#!/bin/sh
# Runs inside the VM: the forge is there and names the guest it is on.
set -eu

if ! grep -q "^$(uname -n) " /srv/forge/ready; then
    echo "/srv/forge/ready does not name $(uname -n)"
    exit 1
fi
