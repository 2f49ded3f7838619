#!/bin/sh
# Runs on the host: every storage that is not disabled can be used.
set -eu

pvesm status | awk 'NR > 1 && $3 != "active" && $3 != "disabled" { print $1 " is " $3; bad = 1 } END { exit bad }'
