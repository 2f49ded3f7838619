# What the tests of killed runs on VMs share: hosts that are prepared once and copied for every
# kill, and everything that there is to say about a VM and about leftovers, as one text.

load killing

kills_of vm-manager bare made

vm_manager() { on_host "$DIST/bin/managers/vm-manager" "$@"; }

# Makes the hosts that the tests copy: `bare` without a guest, and `made` with template 8000.
# 8001 is a clone with everything that a run may do to one.
prepare_hosts() {
  HOST=$BATS_FILE_TMPDIR/bare
  "$DIST/pve-sandbox" init "$HOST" --configs "$LAB/etc"
  mkdir -p "$HOST/$BASE/bin/vm_features"
  for feature in one two; do
    printf '#!/bin/sh\nset -eu\n[ "$1" = 8001 ]\ngrep -q docker-vm "$(dirname "$0")/vm_context.json"\nmkdir -p /opt\necho %s >>/opt/features\n' \
      "$feature" >"$HOST/$BASE/bin/vm_features/feature_install_$feature.sh"
  done
  edit_config phoenix_vm_configs.json '
    const [template, vm] = config.vms;
    template.packages = ["htop"];
    Object.assign(vm, {
      dependencies: [], cores: 4, memory_mb: 4096, disk_size_gb: 40, start_at_boot: true,
      boot_order: 4, boot_delay: 5, tags: ["Web", "a"], description: "two words",
      features: ["one", "two"], snapshots: { pre_features: "bare", post_features: "done" },
      template_snapshot_name: "initial", firewall: { enabled: true, rules: [] },
      health_check: { command: "test -f /opt/features", retries: 1, interval: 0 },
    })'
  cp -a "$HOST" "$BATS_FILE_TMPDIR/made"
  HOST=$BATS_FILE_TMPDIR/made
  vm_manager create 8000
}

# Where the files of a VM's disk lie in the sandbox.
tree_of() {
  find "$HOST/var/lib/pve-sandbox/trees" -maxdepth 2 \( -name "vm-$1-disk-0" -o -name "base-$1-disk-0" \)
}

# The VM as it is on the host, without times and what Proxmox draws by lot.
guest_state() {
  local id=$1 root file
  root=$(tree_of "$id")
  sed -E '/^(snaptime|meta|vmgenid|smbios1):/d; s/=BC:24:11(:[0-9A-F]{2}){3}/=MAC/' "$HOST/etc/pve/qemu-server/$id.conf"
  cat "$HOST/etc/pve/firewall/$id.fw" 2>/dev/null
  cat "$HOST/var/lib/vz/snippets/phoenix-$id-user-data.yml"
  for file in "$root"/opt/*; do sort -u "$file" /dev/null; done 2>/dev/null
  for file in "$root"/var/lib/phoenix/*; do echo "${file##*/} $(cut -d' ' -f1 "$file")"; done
  on_host qm status "$id"
}

# Everything that a run may leave on the host without being told to; nothing when all is well.
leftovers() {
  (
    cd "$HOST" || exit
    find . -name '*phoenix-tmp*' -o -name '.phoenix-*' -o -name '.*.new' -path '*/var/lib/phoenix/*'
    find var/log/phoenix/making run/phoenix -mindepth 1 2>/dev/null
    find var/lib/pve-sandbox/trees -path '*/tmp/phoenix_*'
    find var/cache/phoenix -name '*.part' -o -name 'customized-*'
    grep -H -E '^(lock|unused[0-9]+):' etc/pve/qemu-server/*.conf
    find dev/zvol -name '*-disk-*' -o -name '*-cloudinit' | sed 's|.*/||' | while read -r volume; do
      grep -q -E ":$volume(,|$)" etc/pve/qemu-server/*.conf || echo "orphan $volume"
    done
    true
  ) 2>/dev/null
}

# How many lines stand twice in what the scripts of the site wrote.
said_twice() {
  local root
  root=$(tree_of "$1")/opt
  find "$root" -type f -exec sh -c 'for file; do sort "$file" | uniq -d; done' - {} + 2>/dev/null | wc -l
}
