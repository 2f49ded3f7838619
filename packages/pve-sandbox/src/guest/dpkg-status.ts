/** A dpkg status file in which these packages are installed. */
export function statusText(names: readonly string[]): string {
  return names
    .map(
      (name) =>
        `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0-1\n\n`,
    )
    .join('');
}
