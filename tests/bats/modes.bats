#!/usr/bin/env bats
# What Phoenix makes as root has the modes and owners of the table in docs/security.md, whatever umask it
# is started with.

load helpers

setup() {
  sandbox "$ROOT/examples/etc" --bare
  touch "$BATS_TEST_TMPDIR/begun"
}
teardown() { drop_sandbox; }

# phoenix with another umask: with_umask MASK ARGUMENT...
with_umask() { (umask "$1" && shift && phoenix "$@" >>"$BATS_TEST_TMPDIR/said" 2>&1); }

# Everything that writes a file, once.
does_everything() {
  local mask=$1
  with_umask "$mask" setup --yes
  with_umask "$mask" LetsGo
  with_umask "$mask" plan 910 --out /root/lab.plan
  with_umask "$mask" report --out /root/report.html
  with_umask "$mask" drift --metrics /root/phoenix.prom
  with_umask "$mask" graph --out /root/lab.svg
  with_umask "$mask" test 920 --junit /root/junit.xml
  on_host pct create 100 fastData-shared-iso:vztmpl/debian-13-standard_13.6-1_amd64.tar.zst --storage quickOS-lxc-disks \
    --net0 name=eth0,bridge=vmbr0,ip=dhcp >/dev/null 2>&1
  with_umask "$mask" import --out-dir /root/declared
  # Killed while a command is at work: its note, the mark of its guest and the lock stay.
  on_host pct destroy 930 --force
  fault --match '^pct clone 900 930' --kill-caller --abort
  with_umask "$mask" converge 930 || true
}

# The rows of the table: pattern, mode, owner.
rows() {
  sed -n -E 's/^\| `(\/[^`]*)` \| 0([0-7]{3}) \| ([a-z]+) \|.*/\1 \2 \3/p' "$ROOT/docs/security.md"
}

# What lies in Phoenix's own directories: path, mode, owner.
found() {
  local owner=%u
  # In a user namespace root has the id of who runs the tests.
  [ "$(id -u)" = 0 ] || owner=root
  (cd "$HOST" && find run/lock/phoenix run/phoenix var/log/phoenix var/lib/phoenix var/cache/phoenix \
    -printf "/%p %m $owner\n" | sort)
}

# Says what is not as the table has it, and which row is about nothing.
compare() {
  node -e '
    const [rows, found] = process.argv.slice(1).map((text) =>
      text.trim().split("\n").map((line) => line.split(" ")));
    const seen = new Set();
    for (const [path, mode, owner] of found) {
      const row = rows.find(([pattern]) => {
        const source = pattern.replace(/[.]{3}$/, "\0").replace(/[.]/g, "\\.")
          .replace(/\/PATH(?=\/)/, "").replace(/[A-Z]+/g, "[^/]+").replace("\0", ".+");
        return new RegExp(`^${source}$`).test(path);
      });
      if (row === undefined) { console.log(`${path} has no row`); continue; }
      seen.add(row);
      // Directories on the way to a file.
      const isBelow = row[0].endsWith("...") && mode === "755";
      if ((mode !== row[1] && !isBelow) || owner !== row[2])
        console.log(`${path} is ${mode} of ${owner}, and its row says ${row[1]} of ${row[2]}`);
    }
    for (const row of rows) if (!seen.has(row)) console.log(`${row[0]}: there is none`);
  ' "$(rows)" "$(found)"
}

# What anybody could write to, but for guests, which have their own /tmp, and what the sandbox keeps for itself.
open_to_all() {
  (cd "$HOST" && find . -xdev \( -path './var/lib/pve-sandbox' -o -path ./proc -o -path ./sys -o -path ./dev \
    -o -path '*/subvol-*/tmp' -o -path '*/subvol-*/var/tmp' -o -path '*/subvol-*/run/lock' -o -path ./tmp -o -path ./var/tmp \) -prune \
    -o -newer "$BATS_TEST_TMPDIR/begun" -perm /022 ! -type l -printf '%m %p\n')
}

# modes_of PATTERN...: of files of the host.
# shellcheck disable=SC2048,SC2086
modes_of() { (cd "$HOST" && stat -c '%a %n' $*); }

holds_under() {
  does_everything "$1"
  assert_equal "$(compare)" ''
  assert_equal "$(open_to_all)" ''
  run modes_of 'root/*' 'etc/sudoers.d/phoenix_*' 'fastData/shared-iso/snippets/phoenix-*' \
    etc/exports.d etc/exports.d/phoenix.exports etc/samba/phoenix.conf etc/modprobe.d/zz-phoenix-zfs.conf \
    quickOS/lxc-disks/subvol-920-disk-0/var/lib/phoenix \
    quickOS/lxc-disks/subvol-920-disk-0/var/lib/phoenix/application fastData/shared-data
  assert_output - <<'EOF'
755 root/declared
644 root/junit.xml
600 root/lab.plan
644 root/lab.svg
644 root/phoenix.prom
600 root/report.html
440 etc/sudoers.d/phoenix_phoenix_admin
600 fastData/shared-iso/snippets/phoenix-8000-user-data.yml
600 fastData/shared-iso/snippets/phoenix-8001-user-data.yml
755 etc/exports.d
644 etc/exports.d/phoenix.exports
644 etc/samba/phoenix.conf
644 etc/modprobe.d/zz-phoenix-zfs.conf
755 quickOS/lxc-disks/subvol-920-disk-0/var/lib/phoenix
644 quickOS/lxc-disks/subvol-920-disk-0/var/lib/phoenix/application
755 fastData/shared-data
EOF
  assert_equal "$(modes_of 'root/declared/*')" '644 root/declared/phoenix_lxc_configs.json'
}

@test "umask 000: nothing that is made can be written by anybody else" { holds_under 000; }

@test "umask 077: what is for all can be read by all" { holds_under 077; }
