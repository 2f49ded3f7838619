#!/bin/sh
# Runs on the host: the shared data is offered by NFS and by Samba.
set -eu

exportfs -v | grep '^/fastData/shared-data'
testparm -s 2>/dev/null | grep -F '[shared-data]'
