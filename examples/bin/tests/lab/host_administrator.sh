#!/bin/sh
# Runs on the host: the administrator is there and may use sudo.
set -eu

admin=phoenix_admin
getent passwd "$admin"
visudo -c
grep -rq "^$admin " /etc/sudoers.d
