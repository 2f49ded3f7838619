#!/usr/bin/env bats
# What `npm run package` makes: its contents, the same bytes each time, and what dpkg and install.sh do with it
# on hosts of Debian 12 and 13.

load helpers
load package

setup_file() {
  load helpers
  load package
  local suite
  for suite in bookworm trixie; do fetch_root "$suite" >"$BATS_FILE_TMPDIR/root.$suite" 2>&1 & done
  make_standins "$BATS_FILE_TMPDIR/standins"
  package "$BATS_FILE_TMPDIR/real" --dist "$DIST"
  package "$BATS_FILE_TMPDIR/old" --dist "$BATS_FILE_TMPDIR/standins" --version 0.0.9
  wait
}

setup() {
  REAL=$BATS_FILE_TMPDIR/real
  OLD=$BATS_FILE_TMPDIR/old
}

teardown() { drop_sandbox; }

version() { node -p 'require(process.argv[1]).version' "$ROOT/package.json"; }
deb() { echo "$REAL"/phoenix-hypervisor_*_amd64.deb; }
CONF=etc/phoenix/etc

@test "two packagings are the same bytes, whatever umask, time zone and place" {
  cp -r "$DIST/bin" "$BATS_TEST_TMPDIR/"
  cp -r "$DIST/completions" "$DIST/man" "$BATS_TEST_TMPDIR/"
  (umask 077 && TZ=Asia/Tokyo package "$BATS_TEST_TMPDIR/again" --dist "$BATS_TEST_TMPDIR")
  assert_equal "$(cd "$BATS_TEST_TMPDIR/again" && sha256sum -- *)" "$(cd "$REAL" && sha256sum -- *)"
}

@test "two builds of an executable are the same bytes, wherever they are made" {
  cp "$ROOT/packages/lxc-manager/dist/lxc-manager.cjs" "$BATS_TEST_TMPDIR/"
  (cd / && node "$ROOT/scripts/make-executable.mjs" "$BATS_TEST_TMPDIR/lxc-manager.cjs" "$BATS_TEST_TMPDIR/made" >/dev/null)
  cmp "$BATS_TEST_TMPDIR/made" "$DIST/bin/managers/lxc-manager"
  run grep -qaF "$ROOT" "$BATS_TEST_TMPDIR/made"
  assert_failure
}

@test "the package: where things lie, whose they are, and how small it is" {
  dpkg-deb --fsys-tarfile "$(deb)" | tar -tv --numeric-owner >"$BATS_TEST_TMPDIR/list"
  run grep -vE '^(drwxr-xr-x|-rwxr-xr-x|-rw-r--r--|lrwxrwxrwx) 0/0 +[0-9]+ 2023-11-1' "$BATS_TEST_TMPDIR/list"
  assert_output ''
  run awk '{ print $1, $6, $7, $8 }' "$BATS_TEST_TMPDIR/list"
  for name in phoenix phoenix-cli phoenix_orchestrator.sh managers/{hypervisor,lxc,vm}-manager{,.sh} \
    tests/{test_runner,hypervisor_test_runner,run_all_suites,lxc/crud,vm/routing,hypervisor/setup_dry_run}.sh; do
    assert_line "-rwxr-xr-x ./usr/lib/phoenix/bin/$name  "
  done
  assert_line 'lrwxrwxrwx ./usr/bin/phoenix -> ../lib/phoenix/bin/phoenix'
  assert_line 'lrwxrwxrwx ./usr/share/fish/vendor_completions.d/vm-manager.fish -> phoenix.fish'
  assert_line '-rw-r--r-- ./usr/share/man/man1/lxc-manager.1.gz  '
  assert_line '-rw-r--r-- ./usr/lib/systemd/system/phoenix-drift.timer  '
  assert_line 'lrwxrwxrwx ./usr/bin/vm-manager -> ../lib/phoenix/bin/managers/vm-manager'
  assert_line '-rw-r--r-- ./usr/lib/phoenix/bin/tests/lib/phoenix.bash  '
  assert_line "-rw-r--r-- ./$CONF/phoenix_hypervisor_config.json  "
  assert_line 'drwxr-xr-x ./etc/phoenix/bin/  '
  assert_line '-rw-r--r-- ./usr/share/phoenix/schema/lxc.schema.json  '
  for name in README.md copyright changelog.gz THIRD-PARTY-LICENSES.gz phoenix-hypervisor.cdx.json docs/configuration.md \
    docs/guides/host.md examples/etc/phoenix_lxc_configs.json; do
    assert_line "-rw-r--r-- ./usr/share/doc/phoenix-hypervisor/$name  "
  done
  # Of the size of one executable, not of four.
  [ "$(stat -c %s "$(deb)")" -lt 60000000 ]
}

@test "the package: what dpkg is told" {
  assert_equal "$(dpkg-deb -f "$(deb)" Package Architecture Version | xargs)" \
    "Package: phoenix-hypervisor Architecture: amd64 Version: $(version)-1"
  mkdir "$BATS_TEST_TMPDIR/control"
  dpkg-deb -e "$(deb)" "$BATS_TEST_TMPDIR/control"
  assert_equal "$(ls "$BATS_TEST_TMPDIR/control")" $'conffiles\ncontrol\nmd5sums\npostrm'
  assert_equal "$(cat "$BATS_TEST_TMPDIR/control/conffiles")" \
    "$(printf "/$CONF/phoenix_%s.json\n" hypervisor_config lxc_configs vm_configs)"
  # What it says of Node's licence and of the packages inside is the whole of it.
  dpkg-deb --fsys-tarfile "$(deb)" |
    tar -xO ./usr/share/doc/phoenix-hypervisor/THIRD-PARTY-LICENSES.gz | gzip -dc >"$BATS_TEST_TMPDIR/licences"
  run grep -c '^==== ' "$BATS_TEST_TMPDIR/licences"
  [ "$output" -gt 10 ]
  run grep '^==== ' "$BATS_TEST_TMPDIR/licences"
  assert_line '==== Node.js ===='
  assert_line --regexp '^==== zod [0-9.]+ ====$'
  assert_line --regexp '^==== @dagrejs/graphlib [0-9.]+ ====$'
}

@test "the bill of materials names the very programs that are in the package" {
  for kind in deb tar; do mkdir "$BATS_TEST_TMPDIR/$kind"; done
  dpkg-deb -x "$(deb)" "$BATS_TEST_TMPDIR/deb"
  unpack "$REAL" tar
  cd "$BATS_TEST_TMPDIR"
  cmp deb/usr/share/doc/phoenix-hypervisor/phoenix-hypervisor.cdx.json \
    tar/share/doc/phoenix-hypervisor/phoenix-hypervisor.cdx.json
  run json 'value.components.flatMap((one) => one.type === "application" ? [one.hashes[0].content] : []).sort().join(" ")' \
    <tar/share/doc/phoenix-hypervisor/phoenix-hypervisor.cdx.json
  assert_output "$(sha256sum deb/usr/lib/phoenix/bin/{phoenix,managers/*-manager} | cut -d' ' -f1 | sort | xargs)"
}

@test "the package has nothing that lintian calls wrong without a reason of ours" {
  command -v lintian >/dev/null || skip 'lintian is not installed'
  run lintian --allow-root --fail-on error,warning "$OLD"/*.deb
  # Where man pages have not been built there are none to be packed.
  [ -d "$DIST/man" ] || output=$(grep -v no-manual-page <<<"$output" || true)
  assert_output ''
}

@test "the tarball has the same tree, and what was altered is seen" {
  dpkg-deb --fsys-tarfile "$(deb)" | tar -t | sed -nE 's,^\./(usr/)?(.*[^/])$,\2,p' |
    grep -vE '^usr$|lintian|changelog.Debian|vendor-completions|^share/zsh' | sort >"$BATS_TEST_TMPDIR/deb"
  tar -tf "$REAL"/*.tar.gz | sed -nE 's,^[^/]+/(.*[^/])$,\1,p' | grep -vE '^install.sh$|^share/zsh' |
    sort >"$BATS_TEST_TMPDIR/tar"
  run grep -vxFf "$BATS_TEST_TMPDIR/tar" "$BATS_TEST_TMPDIR/deb"
  assert_output ''
  run grep -vxFf "$BATS_TEST_TMPDIR/deb" "$BATS_TEST_TMPDIR/tar"
  assert_output ''
  assert_equal "$(tar -tf "$REAL"/*.tar.gz | cut -d/ -f1 | sort -u)" "phoenix-hypervisor-$(version)-linux-amd64"
  cp "$OLD"/* "$BATS_TEST_TMPDIR/"
  cd "$BATS_TEST_TMPDIR"
  run -0 sha256sum -c SHA256SUMS
  printf 'altered' | dd of="$(echo *.deb)" bs=1 seek=5000 conv=notrunc status=none
  run -1 sha256sum -c SHA256SUMS
  assert_line "$(echo *.deb): FAILED"
  assert_line "$(echo *.tar.gz): OK"
}

@test "the starting configuration declares nothing: every plan of it is empty" {
  sandbox "$ROOT/scripts/package/etc" --bare
  mkdir -p "$HOST/$CONF"
  mv "$HOST/$BASE/etc"/* "$HOST/$CONF/"
  run -0 phoenix validate
  assert_output 'The configuration is valid: 0 containers, 0 VMs'
  run -0 phoenix plan --detailed-exitcode
  run -0 phoenix plan --host --detailed-exitcode
  clear_log
  run -0 phoenix setup
  run -0 phoenix LetsGo
  assert_equal "$(log_of changes)" ''
}

@test "/etc/phoenix is the base directory until /usr/local/phoenix_hypervisor has a configuration" {
  sandbox
  cp -a "$HOST/$BASE" "$HOST/etc/phoenix"
  rm "$HOST/$BASE/etc/phoenix_hypervisor_config.json"
  run -66 lxc_manager status 777
  assert_output --partial 'not declared in /etc/phoenix/etc/phoenix_lxc_configs.json'
  echo '{' >"$HOST/etc/phoenix/etc/phoenix_vm_configs.json"
  run -65 phoenix validate
  assert_output --partial '/etc/phoenix/etc/phoenix_vm_configs.json:'
  cp "$HOST/etc/phoenix/etc/phoenix_hypervisor_config.json" "$HOST/$BASE/etc/"
  run -0 phoenix validate
  run -66 lxc_manager status 777
  assert_output --partial "not declared in /$BASE/etc/phoenix_lxc_configs.json"
}

# What install.sh and dpkg do on a host.

unpack() { mkdir -p "$BATS_TEST_TMPDIR/$2" && tar -C "$BATS_TEST_TMPDIR/$2" --strip-components=1 -xf "$1"/*.tar.gz; }

@test "install.sh: into DESTDIR, again over an edited configuration, and away" {
  export DESTDIR=$BATS_TEST_TMPDIR/host
  local prefix=$DESTDIR/usr/local
  unpack "$OLD" old
  unpack "$OLD" new
  echo 'of the new version' >"$BATS_TEST_TMPDIR/new/share/doc/phoenix-hypervisor/NEWS"
  rm "$BATS_TEST_TMPDIR/new/lib/phoenix/bin/phoenix-cli"
  sed -i 's/as-is/auto/' "$BATS_TEST_TMPDIR/new/$CONF/phoenix_hypervisor_config.json"

  run -0 sh "$BATS_TEST_TMPDIR/old/install.sh"
  assert_line --regexp '^installed .* below /usr/local; .* /etc/phoenix/etc$'
  assert_line --partial 'next: phoenix validate'
  assert_equal "$("$prefix/bin/phoenix" hello)" 'phoenix stands in: hello'
  run -0 cat "$DESTDIR/$CONF/phoenix_lxc_configs.json"
  assert_output --partial '"/usr/local/share/phoenix/schema/lxc.schema.json"'
  [ -e "$prefix/share/phoenix/schema/lxc.schema.json" ]

  echo '{ "vms": [], "edited": true }' >"$DESTDIR/$CONF/phoenix_vm_configs.json"
  run -0 sh "$BATS_TEST_TMPDIR/new/install.sh"
  assert_line 'kept /etc/phoenix/etc/phoenix_vm_configs.json, which was there'
  run -0 grep -c edited "$DESTDIR/$CONF/phoenix_vm_configs.json"
  run -0 grep -c auto "$DESTDIR/$CONF/phoenix_hypervisor_config.json"
  [ -e "$prefix/share/doc/phoenix-hypervisor/NEWS" ]
  [ ! -e "$prefix/lib/phoenix/bin/phoenix-cli" ]

  run -0 "$prefix/lib/phoenix/install.sh" --uninstall
  assert_line 'kept /etc/phoenix/etc/phoenix_vm_configs.json, which was edited'
  assert_line --partial 'rm -r /var/log/phoenix'
  assert_equal "$(find "$DESTDIR" -type f -o -type l)" "$DESTDIR/$CONF/phoenix_vm_configs.json"
  run -66 sh "$BATS_TEST_TMPDIR/old/install.sh" --uninstall
  assert_output --partial 'name the prefix'
}

# cut_off CALL COMMAND...: the command is killed when it moves its CALLth file into its place.
cut_off() {
  local fakes=$BATS_TEST_TMPDIR/cut
  mkdir -p "$fakes"
  echo "$1" >"$fakes/left"
  # shellcheck disable=SC2016
  printf '#!/bin/sh\nleft=$(cat %q)\necho $((left - 1)) >%q\n[ "$left" -gt 1 ] || kill -KILL $PPID\nexec /bin/mv "$@"\n' \
    "$fakes/left" "$fakes/left" >"$fakes/mv"
  chmod +x "$fakes/mv"
  PATH=$fakes:$PATH run -137 "${@:2}"
}

@test "install.sh: killed at any file and run again, it still knows what is its own" {
  unpack "$OLD" old
  unpack "$OLD" new
  sed -i 's/as-is/auto/' "$BATS_TEST_TMPDIR/new/$CONF/phoenix_hypervisor_config.json"
  mkdir -p "$BATS_TEST_TMPDIR/host/usr/local/lib" "$BATS_TEST_TMPDIR/host/etc"
  export DESTDIR=$BATS_TEST_TMPDIR/host
  local calls
  for calls in '1 2' '4 3' '30 9'; do
    # The first installation, twice; then the upgrade; then the way out.
    cut_off "${calls% *}" sh "$BATS_TEST_TMPDIR/old/install.sh"
    cut_off "${calls#* }" sh "$BATS_TEST_TMPDIR/old/install.sh"
    run -0 sh "$BATS_TEST_TMPDIR/old/install.sh"
    refute_line --partial kept
    cut_off "${calls% *}" sh "$BATS_TEST_TMPDIR/new/install.sh"
    run -0 sh "$BATS_TEST_TMPDIR/new/install.sh"
    refute_line --partial kept
    run -0 grep -c auto "$DESTDIR/$CONF/phoenix_hypervisor_config.json"
    run -0 sh "$BATS_TEST_TMPDIR/new/install.sh" --uninstall
    assert_equal "$(find "$DESTDIR" -type f -o -type l)" ''
    # What was there before stays, empty as it is.
    [ -d "$DESTDIR/usr/local/lib" ] && [ -d "$DESTDIR/etc" ]
  done
  # Cut off for good, and taken away.
  cut_off 20 sh "$BATS_TEST_TMPDIR/old/install.sh"
  run -0 sh "$BATS_TEST_TMPDIR/old/install.sh" --uninstall
  assert_equal "$(find "$DESTDIR" -type f -o -type l)" ''
}

@test "install.sh: writes through nobody's link, and keeps a link in the place of a configuration" {
  unpack "$OLD" old
  export DESTDIR=$BATS_TEST_TMPDIR/host/
  mkdir -p "$DESTDIR$CONF" "$DESTDIR/usr/local/bin/phoenix.new"
  echo precious >"$DESTDIR/victim"
  ln -s "$DESTDIR/victim" "$DESTDIR$CONF/phoenix_lxc_configs.json.new"
  ln -s /mnt/away/vm.json "$DESTDIR$CONF/phoenix_vm_configs.json"
  run -0 sh "$BATS_TEST_TMPDIR/old/install.sh"
  assert_line 'kept /etc/phoenix/etc/phoenix_vm_configs.json, which was there'
  assert_equal "$(cat "$DESTDIR/victim")" precious
  assert_equal "$("$DESTDIR/usr/local/bin/phoenix" x)" 'phoenix stands in: x'
  run -0 sh "$DESTDIR/usr/local/lib/phoenix/install.sh" --uninstall
  assert_equal "$(cd "$DESTDIR" && find . -type f -o -type l | sort)" $'./etc/phoenix/etc/phoenix_vm_configs.json\n./victim'
  cd "$BATS_TEST_TMPDIR"
  DESTDIR=host run -64 sh "$BATS_TEST_TMPDIR/old/install.sh"
  assert_output --partial "DESTDIR 'host' is not absolute"
}

@test "install.sh: another prefix, which the installed copy knows" {
  export DESTDIR=$BATS_TEST_TMPDIR/host
  unpack "$OLD" old
  run -0 sh "$BATS_TEST_TMPDIR/old/install.sh" --prefix /opt/phoenix
  assert_equal "$("$DESTDIR/opt/phoenix/bin/vm-manager" x)" 'vm-manager stands in: x'
  run -0 sh "$DESTDIR/opt/phoenix/lib/phoenix/install.sh" --uninstall
  assert_equal "$(find "$DESTDIR" -type f -o -type l)" ''
}

@test "install.sh: refuses before it does anything" {
  unpack "$OLD" old
  local fakes=$BATS_TEST_TMPDIR/fakes install=$BATS_TEST_TMPDIR/old/install.sh
  mkdir "$fakes"
  printf '#!/bin/sh\necho 1000\n' >"$fakes/id"
  chmod +x "$fakes/id"
  PATH=$fakes:$PATH run -77 sh "$install"
  assert_output $'error: this needs root\nhint: log in as root, or set DESTDIR'
  # shellcheck disable=SC2016
  printf '#!/bin/sh\n[ "$1" = -m ] && echo aarch64 || echo Linux\n' >"$fakes/uname"
  chmod +x "$fakes/uname"
  PATH=$fakes:$PATH run -69 sh "$install"
  assert_output --partial 'this is Linux on aarch64, and the programs are for Linux on x86_64'
  export DESTDIR=$BATS_TEST_TMPDIR/host
  run -64 sh "$install" --perfix /opt
  assert_output $'error: unknown option --perfix\nhint: usage: install.sh [--prefix DIR] [--uninstall]'
  run -64 sh "$install" --prefix opt
  run -64 sh "$install" --prefix '/o p|t'
  rm -r "$BATS_TEST_TMPDIR/old/lib"
  run -66 sh "$install"
  assert_output --partial 'unpack the whole tarball'
  [ ! -e "$DESTDIR" ]
}

# installs_upgrades_goes SUITE: the life of the package in a root of Debian.
installs_upgrades_goes() {
  need_root "$1"
  files_in_root >"$BATS_TEST_TMPDIR/before"
  # An older version, whose configuration began in another way.
  dpkg-deb -R "$OLD"/*.deb "$BATS_TEST_TMPDIR/older"
  sed -i 's/as-is/enterprise/' "$BATS_TEST_TMPDIR/older/$CONF/phoenix_hypervisor_config.json"
  sed -i 's/: \[\]/: [ ]/' "$BATS_TEST_TMPDIR/older/$CONF/phoenix_vm_configs.json"
  rm "$BATS_TEST_TMPDIR/older/DEBIAN/md5sums"
  dpkg-deb -Znone -b "$BATS_TEST_TMPDIR/older" "$DEBIAN/older.deb" >/dev/null
  ln "$(deb)" "$DEBIAN/new.deb" || cp "$(deb)" "$DEBIAN/new.deb"
  in_root dpkg -i /older.deb
  run -0 in_root phoenix --help
  assert_output 'phoenix stands in: --help'

  sed -i 's/"enterprise"/"as-is", "author": "edited"/' "$DEBIAN/$CONF/phoenix_hypervisor_config.json"
  in_root dpkg --force-confdef -i /new.deb
  run -0 in_root cat "/$CONF/phoenix_hypervisor_config.json" "/$CONF/phoenix_vm_configs.json"
  assert_line --partial '"as-is", "author": "edited"'
  assert_line --partial '"vms": []'
  rm -f "$DEBIAN"/*.deb "$DEBIAN/$CONF"/*.dpkg-*

  run -0 in_root find -L /usr/share/doc/phoenix-hypervisor /usr/share/bash-completion /usr/share/fish -type l
  assert_output ''

  # There is no Node in this root.
  run ! in_root sh -c 'command -v node nodejs'
  run -0 in_root phoenix --help
  assert_output --partial 'usage: phoenix VERB'
  run -0 in_root phoenix validate
  assert_output 'The configuration is valid: 0 containers, 0 VMs'
  for name in phoenix hypervisor-manager lxc-manager vm-manager; do
    run -0 in_root "$name" --version
    assert_output --partial "$(version)"
  done
  run -0 in_root dpkg --verify phoenix-hypervisor
  refute_output --regexp ' /usr/'
  run -0 in_root /usr/lib/phoenix/bin/phoenix_orchestrator.sh --LetsGo --dry-run
  run -0 in_root bash -c '
    . /usr/share/bash-completion/completions/vm-manager
    complete -p hypervisor-manager >/dev/null
    COMP_LINE="phoenix conv" COMP_POINT=12
    _phoenix
    echo "${COMPREPLY[*]}"'
  assert_output converge
  # There is no Proxmox in it either, so what is written in passing is made by hand.
  run -69 in_root phoenix setup
  assert_output --partial 'this is not a Proxmox VE host'
  mkdir -p "$DEBIAN/var/log/phoenix/runs" "$DEBIAN/var/lib/phoenix/setup" "$DEBIAN/var/cache/phoenix/images"

  # Beside it there is no place for the tarball; where it was removed there is.
  mkdir "$DEBIAN/unpacked"
  tar -C "$DEBIAN/unpacked" --strip-components=1 -xf "$OLD"/*.tar.gz
  run -75 in_root sh /unpacked/install.sh
  assert_output --partial 'the Debian package phoenix-hypervisor is installed'
  in_root dpkg -r phoenix-hypervisor
  run -0 in_root sh /unpacked/install.sh --prefix /opt/phoenix
  assert_line 'kept /etc/phoenix/etc/phoenix_hypervisor_config.json, which was there'
  run -0 in_root /opt/phoenix/lib/phoenix/install.sh --uninstall
  rm -r "$DEBIAN/unpacked" "$DEBIAN/opt/phoenix"
  run -0 grep -c edited "$DEBIAN/$CONF/phoenix_hypervisor_config.json"
  [ -d "$DEBIAN/var/log/phoenix" ]
  [ ! -e "$DEBIAN/usr/lib/phoenix" ]
  # While a change is on trial, what would take it back has to stay.
  printf '#!/bin/sh\n[ "$*" = "--quiet is-active phoenix-*-rollback.timer" ]\n' >"$DEBIAN/usr/bin/systemctl"
  chmod +x "$DEBIAN/usr/bin/systemctl"
  run -1 in_root dpkg -P phoenix-hypervisor
  assert_output --partial 'still on trial'
  [ -d "$DEBIAN/var/lib/phoenix" ]
  rm "$DEBIAN/usr/bin/systemctl"
  in_root dpkg -P phoenix-hypervisor
  files_in_root >"$BATS_TEST_TMPDIR/after"
  diff "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after"
}

@test "Debian 12: installed, upgraded over an edited configuration, removed, purged" {
  installs_upgrades_goes bookworm
}

@test "Debian 13: installed, upgraded over an edited configuration, removed, purged" {
  installs_upgrades_goes trixie
}
