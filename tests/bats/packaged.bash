# Phoenix as the package installs it, on a host of the sandbox.

# Makes the package of what is built here, and puts its files onto the host.
install_package() {
  package "$BATS_FILE_TMPDIR/packages"
  dpkg-deb --extract "$BATS_FILE_TMPDIR"/packages/phoenix-hypervisor_*.deb "$HOST"
}
