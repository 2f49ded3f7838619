# What the tests of killed runs on containers share: hosts that are prepared once and copied for every
# kill, and everything that there is to say about a container and about leftovers, as one text.

load killing

kills_of lxc-manager empty template sources

# Makes the hosts that the tests copy: `empty`, `template` with 900, and `sources` with all that 950
# stands on.
# 960 is a container from the template with everything that a run may do to one.
prepare_hosts() {
  HOST=$BATS_FILE_TMPDIR/empty
  "$DIST/pve-sandbox" init "$HOST" --configs "$LAB/etc"
  edit_config phoenix_lxc_configs.json '
    config.lxc_configs["960"] = {
      name: "plain", memory_mb: 512, swap_mb: 256, cores: 1,
      template: config.lxc_configs["900"].template,
      storage_pool: "fast-guests", storage_size_gb: 8,
      network_config: { name: "eth0", bridge: "vmbr0", ip: "10.20.0.160/24", gw: "10.20.0.1" },
      mac_address: "52:54:00:67:00:60", unprivileged: true, start_at_boot: true,
      boot_order: 4, boot_delay: 5, features: ["llm"], application_script: "app_llm.sh",
      lxc_options: ["lxc.cgroup2.devices.allow=a"],
      volumes: [{ name: "data", pool: "bulk-models", size_gb: 5, mount_point: "/data" }],
      firewall: { enabled: true, rules: [] },
      health_check: { command: "test -f /opt/application", retries: 1, interval: 0 },
    }'
  cp -a "$HOST" "$BATS_FILE_TMPDIR/template"
  HOST=$BATS_FILE_TMPDIR/template
  lxc_manager create 900
  cp -a "$HOST" "$BATS_FILE_TMPDIR/sources"
  HOST=$BATS_FILE_TMPDIR/sources
  lxc_manager create 901 920 953
}

# The guest as it is on the host, without times: settings, firewall, snapshots, what ran in it.
guest_state() {
  local id=$1 root=$HOST/fast/guests/subvol-$1-disk-0 file
  grep -v '^snaptime:' "$HOST/etc/pve/lxc/$id.conf"
  cat "$HOST/etc/pve/firewall/$id.fw" 2>/dev/null
  (cd "$HOST/var/lib/pve-sandbox/snapshots" && find . -maxdepth 2 -name "subvol-$id-*" | sort)
  for file in "$root"/opt/*; do sort -u "$file" /dev/null; done
  for file in "$root"/var/lib/phoenix/*; do echo "${file##*/} $(cut -d' ' -f1 "$file")"; done
}

# Everything that a run may leave on the host without being told to; nothing when all is well.
leftovers() {
  (
    cd "$HOST" || exit
    find . -name '*phoenix-tmp*' -o -name '.phoenix-*' -o -name '.*.new' -path '*/var/lib/phoenix/*'
    find var/log/phoenix/making run/phoenix -mindepth 1 2>/dev/null
    find fast bulk -path '*/tmp/phoenix_*'
    grep -H '^lock:' etc/pve/lxc/*.conf
    for storage in fast-guests bulk-models; do
      find "${storage/-//}" -mindepth 1 -maxdepth 1 -printf "$storage:%f\n"
    done | while read -r volume; do
      grep -qE " $volume(,|$)" etc/pve/lxc/*.conf || echo "orphan $volume"
    done
    grep -H '^unused' etc/pve/lxc/*.conf
    true
  )
}

# How many lines stand twice in what the scripts of the site wrote.
said_twice() {
  local root=$HOST/fast/guests/subvol-$1-disk-0/opt
  find "$root" -type f -exec sh -c 'for file; do sort "$file" | uniq -d; done' - {} + | wc -l
}
