#!/usr/bin/env bash
# A dry run of setup says what would be done and changes nothing.

# shellcheck source=../lib/suite.bash
. "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../lib/suite.bash"

declare_site '' '' ''
ends 'nothing is declared: nothing is to be done' 0 phoenix setup --dry-run

# A zone that this host is hardly set to.
declare_site '"timezone": "Pacific/Chatham"' '' ''
touch "$SITE/before"
ends 'a declared time zone' 0 phoenix setup --dry-run
first=$said
contains 'is told' 'Pacific/Chatham' "$first"
ends 'again' 0 phoenix setup --dry-run
equal 'says the same' "$first" "$said"
equal 'no file of the host has changed' '' \
  "$(find /etc /var/lib/phoenix -newer "$SITE/before" -type f -not -path '/etc/pve/*' 2>/dev/null)"

declare_site '"timezone": 7' '' ''
ends 'an invalid configuration is refused' 65 phoenix setup --dry-run
ends 'a word that setup does not take is refused' 64 phoenix setup 950 --dry-run

finish
