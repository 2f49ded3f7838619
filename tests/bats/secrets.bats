#!/usr/bin/env bats
# Secrets, in every form and for every key: byte for byte, they are where Proxmox and Debian need them
# and nowhere else, whatever scripts print and however a run ends.

load helpers

# No two of them share a part that is long enough to be looked for.
HOST_HASH='$6$hostsalt$B6Rb.6JcQYBPWJ9pHdnVt8LV6FsYE4JrIYaLLYEZQdnsPp5LvQZLAHr0mhzPgmnCDnTvOHDgDSuEpKgbPjTJd.'
SAMBA="samba's \"correct\" horse & co"
PORTAINER='portainer-Zx81/qL+7'
VM_HASH='$6$vmsalt$kQYBPWJ9pHdnVt8LV6FsYE4JrIYaLLYEZQdnsPp5LvQZLAHr0mhzPgmnCDnTvOHDgDSuEpKgbPjTJdB6Rb6J'
TOKEN='hf_QwertzUiop1234567'
KEPT=root/secrets

setup() {
  sandbox
  local secrets=$HOST/$KEPT
  mkdir -m 700 "$secrets" "$HOST/run/credentials"
  umask 077
  echo "$HOST_HASH" >"$secrets/host-hash"
  echo "$SAMBA" >"$secrets/samba"
  echo "$PORTAINER" >"$secrets/portainer"
  echo "$VM_HASH" >"$secrets/vm-hash"
  echo "$TOKEN" >"$secrets/token"
  cp "$secrets"/* "$HOST/run/credentials"
  umask 022
  mkdir -p "$HOST/$BASE/bin/hypervisor_setup"
  # Scripts that print what they should not, in all ways that they know.
  cat >"$HOST/$BASE/bin/hypervisor_setup/leak.sh" <<-'EOF'
	for file in /root/secrets/*; do
	  echo "raw $(cat "$file")"
	  echo "coded $(base64 -w0 "$file")"
	  echo "user:$(cat "$file")" | base64 -w0
	  for byte in $(od -An -c "$file" | tr -d ' \n' | fold -w1 | head -c 12 | fold -w1); do printf '%s' "$byte"; sleep 0.02; done
	  echo
	done
	set -x
	true "$(cat /root/secrets/samba)"
	[ ! -e /root/fail ] || { cat /root/secrets/portainer >&2; exit 3; }
	[ ! -e /root/stay ] || { touch /root/stayed; sleep 3; cat /root/secrets/portainer; }
	EOF
  printf '#!/bin/sh\ncat /tmp/phoenix_run/token; echo "{\\"token\\": \\"$(cat /tmp/phoenix_run/token)\\"}"; env; [ ! -e /root/fail ]\n' \
    >"$HOST/$BASE/bin/leak.sh"
  edit_config phoenix_lxc_configs.json '
    const [base] = [config.lxc_configs["900"]];
    config.lxc_configs = { 100: { ...base, name: "plain", features: [], template_snapshot_name: undefined,
      application_script: "leak.sh", application_files: [{ source: "/root/secrets/token", destination: "token" }] } };'
  edit_config phoenix_hypervisor_config.json '
    config = Object.assign(config, {
      samba: { user: "share", shares: [{ name: "media", path: "/srv/media" }] },
      hypervisor_setup: { scripts: { leak: "leak.sh" } }, portainer_api: {} });
    config.users = { username: "heads", sudo_access: true };'
  edit_config phoenix_vm_configs.json '
    config.vms = config.vms.filter((vm) => vm.vmid === 8000);
    const [{ template_snapshot_name, is_template, features, ...vm }] = config.vms;
    config.vms = [{ ...vm, vmid: 8100, name: "secretive", user_config: { username: "ops", ssh_keys: [] } }];'
  on_host apt-get install -y samba sudo >/dev/null
}
teardown() { drop_sandbox; }

manager() { on_host "$DIST/bin/managers/hypervisor-manager" "$@"; }
set_up() { manager setup --only users,samba,leak --skip packages; }

# Where the secrets come from: declare plain|file|env|credential
declare_as() {
  local form='(name) => ({ file: "/root/secrets/" + name })'
  case $1 in
    env) form='(name) => ({ env: "PHX_" + name.toUpperCase().replace("-", "_") })' ;;
    credential) form='(name) => ({ credential: name })' ;;
    plain) form="(name) => require('node:fs').readFileSync('$HOST/$KEPT/' + name, 'utf8').trim()" ;;
  esac
  local require='const require = process.getBuiltinModule("node:module").createRequire("/");'
  edit_config phoenix_hypervisor_config.json "$require const secret = $form;
    config.users.password_hash = secret('host-hash'); config.samba.password = secret('samba');
    config.portainer_api.admin_password = secret('portainer');"
  edit_config phoenix_vm_configs.json "$require const secret = $form;
    config.vms[0].user_config.password_hash = secret('vm-hash');"
  unset PHX_HOST_HASH PHX_SAMBA PHX_PORTAINER PHX_VM_HASH CREDENTIALS_DIRECTORY
  [ "$1" != env ] || export PHX_HOST_HASH=$HOST_HASH PHX_SAMBA=$SAMBA PHX_PORTAINER=$PORTAINER PHX_VM_HASH=$VM_HASH
  [ "$1" != credential ] || export CREDENTIALS_DIRECTORY=/run/credentials
}

# Patterns of all secrets, raw and in the forms in which they were printed, a line each.
patterns() {
  local secret
  for secret in "$HOST_HASH" "$SAMBA" "$PORTAINER" "$VM_HASH" "$TOKEN"; do
    printf '%s\n' "$secret"
    node -e 'console.log(JSON.stringify(process.argv[1]).slice(1, -1))' "$secret"
    printf '%s' "$secret" | base64 -w0 | cut -c1-20
    echo
    printf 'user:%s' "$secret" | base64 -w0 | cut -c9-24
    echo
  done | sort -u | grep .
}

# Files of the host, and of directories for temporary files, that hold a secret. What has to hold them
# is taken out: where they are declared and kept; the accounts of the host and of VMs; what cloud-init
# is told of a VM, and what it keeps of that in the VM (the sandbox has its tree and its drive).
places_of_secrets() {
  local list=$BATS_TEST_TMPDIR/patterns large
  patterns >"$list"
  [ "$(wc -l <"$list")" -ge 15 ]
  {
    find "$HOST" /tmp/phoenix-* /run/phoenix* "$BATS_TEST_TMPDIR/said" -type f -size -4M -print0 2>/dev/null |
      xargs -0 grep -laF -f "$list" || [ $? -eq 123 ]
    # Disks of VMs: only what was written to them.
    find "$HOST" -type f -size +4M -print | while read -r large; do
      ! tar -cSPf - "$large" | grep -zqaF -f "$list" || echo "$large"
    done
  } | sed "s#^$HOST/##" | sort -u |
    grep -vE -e "^($KEPT|run/credentials)/" \
      -e '^etc/shadow-?$' -e '^var/lib/vz/snippets/phoenix-8100-user-data\.yml$' \
      -e '^var/lib/pve-sandbox/(trees|cloudinit)/.*8100' ${1:+-e "$1"} || true
}

said() { tee -a "$BATS_TEST_TMPDIR/said"; }
assert_hidden() { assert_equal "$(places_of_secrets "${1:-}")" ''; }

# A complete run, and everything that can be asked about it.
everything() {
  {
    phoenix validate; phoenix validate --json
    manager plan --only users,samba,leak --skip packages
    manager plan --only users,samba,leak --skip packages --json
    phoenix plan; phoenix plan --json
    set_up; phoenix create 100 8100 --progress json; phoenix status --json; phoenix status --all
    phoenix runs; phoenix logs last; phoenix import all
    phoenix report; phoenix report --json; phoenix report --out /root/run.html
    phoenix plan --out /root/lab.plan; phoenix plan --host --out /root/host.plan
    manager plan --only users,samba,leak --skip packages; phoenix plan
  } 2>&1 | said >/dev/null
}

# All of it, from a host without anything to one that is as declared.
whole_run() {
  declare_as "$1"
  everything
  grep -qF '(sensitive)' "$BATS_TEST_TMPDIR/said"
  assert_hidden "${2:-}"
  run -1 grep -aF -f <(patterns) <("$DIST/pve-sandbox" log "$HOST" --json)
  # All of them have come to where they belong, so that the plan is empty.
  assert grep -qF "$HOST_HASH" "$HOST/etc/shadow"
  assert grep -q '^share:' "$HOST/var/lib/samba/private/smbpasswd"
  assert grep -qF "$VM_HASH" "$HOST/var/lib/vz/snippets/phoenix-8100-user-data.yml"
  assert_equal "$(stat -c %a "$HOST/var/lib/vz/snippets/phoenix-8100-user-data.yml")" 600
  run -0 manager plan --only users,samba,leak --skip packages --json
  assert_equal "$(json 'value.steps.flatMap((one) => [...one.operations, ...one.problems]).length' <<<"$output")" 0
  run -0 phoenix plan --detailed-exitcode
}

@test "in files: nothing of a secret where it does not have to be" { whole_run file; }
@test "in the environment: nothing of a secret where it does not have to be" { whole_run env; }
@test "as credentials: nothing of a secret where it does not have to be" { whole_run credential; }
@test "in plain text: only the configuration has more" {
  whole_run plain "^$BASE/etc/phoenix_(hypervisor_config|vm_configs)\\.json\$"
  assert_equal "$(phoenix validate | grep -c 'is a secret in plain text')" 4
}

@test "runs that fail print nothing of a secret, nor do reports of them" {
  declare_as file
  touch "$HOST/root/fail"
  { run -1 set_up; echo "$output"; phoenix logs last; phoenix runs last; phoenix report last; } 2>&1 | said >/dev/null
  phoenix create 8100 2>&1 | said >/dev/null
  { run phoenix create 100; echo "$output"; phoenix logs last; phoenix report --json last; phoenix report last; } 2>&1 | said >/dev/null
  grep -q 'exited 3' "$BATS_TEST_TMPDIR/said"
  grep -q '<html' "$BATS_TEST_TMPDIR/said"
  assert_hidden
}

@test "a run that is killed leaves nothing of a secret behind, once another has begun" {
  declare_as file
  touch "$HOST/root/stay"
  on_host sh -c '"$@" & pid=$!; while [ ! -e /root/stayed ]; do sleep 0.1; done; kill -KILL $pid; sleep 5' - \
    "$DIST/bin/managers/hypervisor-manager" setup --only users,samba,leak --skip packages
  rm "$HOST/root/stay"
  { set_up; phoenix logs last; } 2>&1 | said >/dev/null
  assert_hidden
}

@test "a file that others may read, one that is missing and an environment without it change nothing" {
  declare_as file
  chmod 640 "$HOST/$KEPT/host-hash"
  rm "$HOST/$KEPT/samba"
  clear_log
  run -65 set_up
  assert_output --partial 'cannot set the password of heads: others than root may read /root/secrets/host-hash'
  assert_output --partial 'type chmod 600 /root/secrets/host-hash, and think of another secret'
  assert_output --partial 'cannot set the Samba password of share: /root/secrets/samba is not there'
  declare_as env
  unset PHX_VM_HASH
  run -65 phoenix create 8100
  assert_output --partial 'cannot set the password of the user of 8100: the environment has no PHX_VM_HASH'
  assert_equal "$(log_of changes)" ''
}

@test "the environment of a container has no secrets" {
  declare_as env
  run -0 phoenix create 100
  run -0 phoenix logs last
  refute_output --partial PHX_
}
