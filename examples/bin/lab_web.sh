#!/bin/sh
# Runs inside the container, with its id as the only argument. The page lies beside this script.
# Running it again writes the same page.
set -eu

id=$1
here=$(dirname "$0")
name=$(uname -n)

mkdir -p /srv/web
sed -e "s/@NAME@/$name/g" -e "s/@ID@/$id/g" "$here/page.html" >/srv/web/index.html.new
chmod 0644 /srv/web/index.html.new
mv /srv/web/index.html.new /srv/web/index.html
echo "wrote the page of $name"
