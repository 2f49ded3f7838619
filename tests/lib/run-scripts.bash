# Runs scripts one after the other and counts how they ended. To be sourced.

passed=0
failed=0
skipped=0

# run_scripts FILE...: each is run, also after one has failed. 77 means that it cannot run here.
run_scripts() {
  local file name
  for file in "$@"; do
    name=${file##*/}
    echo "--- Executing test: $name ---"
    # Also without the executable bit, which copies tend to lose.
    "$BASH" "$file"
    case $? in
      0)
        echo "--- Test PASSED: $name ---"
        passed=$((passed + 1))
        ;;
      77)
        echo "--- Test SKIPPED: $name ---"
        skipped=$((skipped + 1))
        ;;
      *)
        echo "--- Test FAILED: $name ---"
        failed=$((failed + 1))
        ;;
    esac
  done
}
