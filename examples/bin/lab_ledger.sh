#!/bin/sh
# Runs inside the container, with its id as the only argument. Running it again changes nothing.
set -eu

id=$1
data=/srv/ledger

mkdir -p "$data"
if [ ! -s "$data/entries" ]; then
    printf 'opened by guest %s\n' "$id" >"$data/entries.new"
    mv "$data/entries.new" "$data/entries"
fi
echo "the ledger has $(wc -l <"$data/entries") line(s)"
