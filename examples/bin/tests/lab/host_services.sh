#!/bin/sh
# Runs on the host: Proxmox itself, and what the lab shares its data with.
set -eu

failed=0
for unit in pve-cluster pvedaemon pveproxy pvestatd nfs-server smbd; do
    if ! state=$(systemctl is-active "$unit"); then
        echo "$unit is $state"
        failed=1
    fi
done
exit "$failed"
