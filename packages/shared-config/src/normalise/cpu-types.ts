/** Models of qemu-server 9 (`qm set --cpu`), grouped by what they begin with; `^` is the group. */
const models =
  'host max kvm32 kvm64 qemu32 qemu64 486 athlon phenom core2duo coreduo a64fx Conroe Penryn ' +
  'KnightsMill ClearwaterForest pentium pentium2 pentium3 x86-64-v2 x86-64-v2-AES x86-64-v3 ' +
  'x86-64-v4 Opteron_G1 Opteron_G2 Opteron_G3 Opteron_G4 Opteron_G5';

const families: Readonly<Record<string, string>> = {
  Broadwell: '^ -IBRS -noTSX -noTSX-IBRS',
  'Cascadelake-Server': '^ -noTSX -v2 -v4 -v5',
  Cooperlake: '^ -v2',
  'cortex-a': '35 53 55 57 710 72 76',
  EPYC: '^ -IBPB -Genoa -Genoa-v2 -Milan -Milan-v2 -Milan-v3 -Rome -Rome-v2 -Rome-v3 -Rome-v4 -Rome-v5 -Turin -v3 -v4 -v5',
  GraniteRapids: '^ -v2 -v3',
  Haswell: '^ -IBRS -noTSX -noTSX-IBRS',
  'Icelake-Client': '^ -noTSX',
  'Icelake-Server': '^ -noTSX -v3 -v4 -v5 -v6 -v7',
  IvyBridge: '^ -IBRS',
  Nehalem: '^ -IBRS',
  'neoverse-': 'n1 n2 v1',
  SandyBridge: '^ -IBRS',
  SapphireRapids: '^ -v2 -v3 -v4',
  SierraForest: '^ -v2 -v3',
  'Skylake-Client': '^ -IBRS -noTSX-IBRS -v4',
  'Skylake-Server': '^ -IBRS -noTSX-IBRS -v4 -v5',
  Westmere: '^ -IBRS',
};

/** The cpu types that Proxmox brings, beside those that a host calls `custom-...`. */
export function cpuTypes(): string[] {
  const grouped = Object.entries(families).flatMap(([family, rest]) =>
    rest.split(' ').map((part) => (part === '^' ? family : family + part)),
  );
  return [...models.split(' '), ...grouped];
}
