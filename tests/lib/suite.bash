# What the suites in tests/hypervisor, tests/lxc and tests/vm have in common: a site of their own in a
# temporary directory, checks, and a summary. To be sourced; `finish` ends a suite.

# shellcheck source=phoenix.bash
. "$(dirname -- "${BASH_SOURCE[0]}")/phoenix.bash"

find_phoenix
checks=0
failures=0
SITE=$(mktemp -d) || die 'cannot make a temporary directory'
made=()
trap clean_up EXIT
mkdir "$SITE/etc" "$SITE/bin"

# phoenix of this suite's own site.
phoenix() { "$PHOENIX_BIN" "$@" --base-dir "$SITE"; }

# declare_site HYPERVISOR LXC VM: the members of the three files, as JSON without the outer braces.
declare_site() {
  printf '{%s}\n' "$1" >"$SITE/etc/phoenix_hypervisor_config.json"
  printf '{"lxc_configs": {%s}}\n' "$2" >"$SITE/etc/phoenix_lxc_configs.json"
  printf '{"vms": [%s]}\n' "$3" >"$SITE/etc/phoenix_vm_configs.json"
}

# Asks this host, once, what declarations of guests have to name.
look_at_host() {
  ROOTDIR_STORAGE=$(storage_for rootdir) && IMAGES_STORAGE=$(storage_for images) &&
    VZTMPL_STORAGE=$(storage_for vztmpl) || exit
  ARCHIVE=$(pveam available --section system 2>/dev/null | awk '$2 ~ /^debian-/ { name = $2 } END { print name }')
  [[ -n $ARCHIVE ]] || die 'pveam available names no Debian archive' 'type pveam update'
}

# The first active storage that takes such content.
storage_for() {
  local name
  name=$(pvesm status --content "$1" | awk '$3 == "active" && !found { print $1; found = 1 }')
  [[ -n $name ]] || die "no storage of this host takes $1"
  echo "$name"
}

# container ID [MEMBERS]: the declaration of a container.
container() {
  printf '"%s": {"name": "phoenix-test-%s", "memory_mb": 256, "cores": 1, "storage_pool": "%s", ' \
    "$1" "$1" "$ROOTDIR_STORAGE"
  printf '"storage_size_gb": 2, "unprivileged": true, "features": [], "start_at_boot": false, '
  printf '"network_config": {"name": "eth0", "bridge": "vmbr0", "ip": "dhcp"}%s}' "${2:+, $2}"
}

# The member that makes a container from an archive.
from_archive() { printf '"template": "%s:vztmpl/%s"' "$VZTMPL_STORAGE" "$ARCHIVE"; }

# machine ID [MEMBERS]: the declaration of a VM.
machine() {
  printf '{"vmid": %s, "name": "phoenix-test-%s", "memory_mb": 512, "cores": 1, "disk_size_gb": 8, ' "$1" "$1"
  printf '"storage_pool": "%s", "network_bridge": "vmbr0", "network_config": {"ip": "dhcp"}, ' "$IMAGES_STORAGE"
  printf '"user_config": {"username": "tester"}%s}' "${2:+, $2}"
}

# The members that make a VM a template from a cloud image.
from_image() { printf '"is_template": true, "template_image": "noble-server-cloudimg-amd64.img"'; }

# Ids of the guests in a JSON answer, in its order; with their kind: kinds_in.
ids_in() { grep -oE '"id":[0-9]+,"kind"' <<<"$1" | tr -cd '0-9\n' | xargs; }
kinds_in() { grep -oE '"id":[0-9]+,"kind":"[a-z]+"' <<<"$1" | sed -E 's/"id":([0-9]+),"kind":"([a-z]+)"/\1 \2/' | xargs; }

# equal NAME EXPECTED ACTUAL
equal() {
  checks=$((checks + 1))
  if [[ $2 == "$3" ]]; then
    printf '  [ PASS ] %s\n' "$1"
    return
  fi
  failures=$((failures + 1))
  printf '  [ FAIL ] %s\n      expected: %s\n      actual:   %s\n' "$1" "$2" "$3"
}

# contains NAME PART TEXT
contains() {
  if [[ $3 == *"$2"* ]]; then equal "$1" '' ''; else equal "$1" "a text with $2" "$3"; fi
}

# ends NAME STATUS COMMAND...: the exit status of a command; its output is in $said.
ends() {
  said=$("${@:3}" 2>&1 </dev/null)
  local status=$?
  equal "$1" "$2" "$status"
  [[ $status -eq $2 ]] || printf '      %s\n' "${said//$'\n'/$'\n'      }"
}

# may_change ID...: goes on where guests may be made: in a sandbox, or where it is asked for and no guest
# has one of the ids. Elsewhere the suite is skipped.
may_change() {
  local id kind
  if [[ ! -e /var/lib/pve-sandbox/sandbox.json && ${PHOENIX_TEST_CHANGES:-} != yes ]]; then
    echo "      skipped: it makes and destroys $* (PHOENIX_TEST_CHANGES=yes allows it)"
    exit 77
  fi
  for id in "$@"; do
    for kind in lxc qemu-server; do
      [[ ! -e /etc/pve/$kind/$id.conf ]] || die "$id exists on this host; nothing was done"
    done
  done
  made=("$@")
}

# Whatever a suite that failed has left.
clean_up() {
  [[ ${#made[@]} -eq 0 ]] || phoenix delete "${made[@]}" --yes >/dev/null 2>&1
  rm -rf -- "$SITE"
}

# Ends the suite: 0 when every check passed, and there was one.
finish() {
  echo "  $((checks - failures)) of $checks passed"
  [[ $checks -gt 0 && $failures -eq 0 ]]
  exit
}
