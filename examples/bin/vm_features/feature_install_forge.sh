#!/bin/sh
# Runs inside the VM as root, with its id as the only argument. What is declared of the VM lies
# beside this script. Running it again writes the same file.
set -eu

id=$1
here=$(dirname "$0")
grep -q '"name": *"forge"' "$here/vm_context.json"

mkdir -p /srv/forge
printf '%s (%s) is ready\n' "$(uname -n)" "$id" >/srv/forge/ready.new
mv /srv/forge/ready.new /srv/forge/ready
echo "the forge of $(uname -n) is set up"
