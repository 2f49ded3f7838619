#!/usr/bin/env bats
# Templates that are not on the host: what pveam offers, and what it offers after an update.

load helpers
teardown() { drop_sandbox; }

INDEX=var/lib/pve-manager/apl-info/download.proxmox.com
TEMPLATE=ubuntu-24.04-standard_24.04-2_amd64.tar.zst

# A host without the template of 900, whose index was made before there was that template.
old_index() {
  sandbox
  rm "$HOST"/bulk/iso/template/cache/*
  sed -i 's/24\.04-2_amd64/24.04-1_amd64/' "$HOST/$INDEX"
}

# What a plan or the log of the host has of pveam.
pveam_lines() { grep -oE 'pveam (update|download [^ ]+ [^ ]+)' | xargs -d '\n'; }

@test "an index that lists the template: the download alone" {
  sandbox
  rm "$HOST"/bulk/iso/template/cache/*
  run phoenix plan 900
  assert_equal "$(pveam_lines <<<"$output")" "pveam download bulk-iso $TEMPLATE"
  phoenix create 900
  assert_equal "$(log_of all | pveam_lines)" "pveam download bulk-iso $TEMPLATE"
}

@test "an index that does not list it, or none at all, is updated first, and the plan says so" {
  local how
  for how in old none; do
    old_index
    [ "$how" = old ] || rm "$HOST/$INDEX"
    run phoenix plan 900
    assert_equal "$(pveam_lines <<<"$output")" "pveam update pveam download bulk-iso $TEMPLATE"
    case $how in
      old) assert_output --partial "template $TEMPLATE is not in the index of templates of this host" ;;
      none) assert_output --partial 'this host has no index of templates' ;;
    esac
    run phoenix create 900
    assert_success
    assert_equal "$(log_of all | pveam_lines)" "pveam update pveam download bulk-iso $TEMPLATE"
    run phoenix plan 900
    assert_output --partial 'no change 900'
    drop_sandbox
  done
}

@test "a template that is not offered is an error that names the nearest; nothing is made" {
  sandbox
  edit_config phoenix_lxc_configs.json 'config.lxc_configs["900"].template = "bulk-iso:vztmpl/ubuntu-24.04-standard_24.04-1_amd64.tar.zst"'
  run phoenix create 900
  assert_failure 1
  assert_output --partial 'cannot download a template for 900: Proxmox offers no template ubuntu-24.04-standard_24.04-1_amd64.tar.zst'
  assert_output --partial "declare one that is offered as \"template\": $TEMPLATE, ubuntu-"
  assert_equal "$(log_of all | pveam_lines)" 'pveam update'
  assert_equal "$(guests_on_host)" ''
}

@test "an update that fails says what Proxmox says" {
  old_index
  fault --match '^pveam update' --fail 'update failed - see /var/log/pveam.log for details' --exit 0
  run phoenix create 900
  assert_failure 1
  assert_output --partial 'cannot download a template for 900: pveam update failed'
  assert_output --partial 'see /var/log/pveam.log; this host has to reach'
  fault --clear
  phoenix create 900
  assert_equal "$(guests_on_host)" 900
}
