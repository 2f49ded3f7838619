# Runs that die one after the other, each somewhere else: the manager or Proxmox's command killed, the
# host without its /run in between as after a power cut. Whatever came before, create ends it.
#
# RUNS=500 FIRST=1000 bats tests/bats/killed-again.bats tries others; the number of a run is its seed.

# What is killed, and the commands with a phase that they may die in: dies_in TOOL 'COMMAND PHASE'...
dies_in() {
  tool=$1
  phases=("${@:2}")
}

VERBS=(create create create create create reconfigure restart start)

# One of the words by lot: any_of WORD...
any_of() { local words=("$@"); drawn=${words[RANDOM % $#]}; }

# Lets one of the next commands go wrong.
any_fault() {
  local phase change="--match ^$tool.(?!list|guest) --nth $((1 + RANDOM % 9)) --kill-caller"
  any_of command-and-caller caller phase
  case $drawn in
    command-and-caller) drawn="$change --abort" ;;
    caller) drawn=$change ;;
    phase)
      any_of "${phases[@]}"
      phase=$drawn
      drawn="--match ^$tool.${phase% *} --nth 1 --kill ${phase#* }"
      ;;
  esac
  read -ra fault <<<"$drawn"
  fault "${fault[@]}"
}

# Up to three deaths, then a run that is to make the guest: deaths HOST ID SEED
deaths() {
  local trail="seed $3 ($2):" verb
  RANDOM=$3
  copy_of "$1"
  for _ in $(seq $((1 + RANDOM % 3))); do
    any_of "${VERBS[@]}"
    verb=$drawn
    any_fault
    run run_manager "$verb" "$2" --yes
    trail+=" $verb with ${fault[*]}: $status;"
    fault --clear
    any_of stays stays stays power-cut
    if [ "$drawn" = power-cut ]; then
      # What was left at work has ended by then.
      sleep 1
      rm -rf "$HOST/run/phoenix"
      trail+=' power cut;'
    fi
  done
  run run_manager create "$2"
  [ "$status" -eq 0 ] || fail "$trail: $output"
  whole "$2" "$wanted" || fail "$trail"
}

# deaths_of HOST ID RUNS
deaths_of() {
  local seed first=${FIRST:-1} runs=${RUNS:-$3}
  undisturbed "$1" "$2"
  for seed in $(seq "$first" $((first + runs - 1))); do deaths "$1" "$2" "$seed"; done
}
