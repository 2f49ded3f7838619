# Phoenix as the package installs it, on a host of the sandbox.

# Puts the package's files onto the host: from the package, where one was made of these very
# executables (npm run package), else the same files to the same places.
install_package() {
  local package
  package=$(find "$DIST/packages" -name 'phoenix-hypervisor_*.deb' -newer "$DIST/bin/phoenix" 2>/dev/null | sort | tail -n 1)
  if [ -n "$package" ] && command -v dpkg-deb >/dev/null; then
    dpkg-deb --extract "$package" "$HOST"
    return
  fi
  local to=$HOST/usr/lib/phoenix/bin
  mkdir -p "$HOST/usr/bin" "$to"
  cp -al "$DIST/bin/." "$to" 2>/dev/null || cp -a "$DIST/bin/." "$to"
  mkdir -p "$to/tests"
  cp -R "$ROOT"/tests/{*.sh,lib,hypervisor,lxc,vm} "$to/tests/"
  ln -s ../lib/phoenix/bin/phoenix "$HOST/usr/bin/phoenix"
  ln -s ../lib/phoenix/bin/managers/{lxc,vm,hypervisor}-manager "$HOST/usr/bin/"
}
