#!/bin/sh
# Runs on the host: every pool is online.
set -eu

pools=$(zpool list -H -o name,health)
echo "$pools"
[ -n "$pools" ] || exit 1
! echo "$pools" | grep -qv 'ONLINE$'
