import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import type { NvidiaFacts } from './observe.ts';
import { PATHS } from './paths.ts';
import type { WantedDriver } from './wanted-driver.ts';

/** From here on the installer can write a driver to the disk beside one that is at work. */
const BESIDE = 570;

/** An older installer insists on taking the loaded driver out, from under running guests. */
export function upgradeProblems(
  { version }: WantedDriver,
  { isInUse, loaded }: NvidiaFacts,
): PlanProblem[] {
  if (!isInUse || canStandBeside(version)) return [];
  return [
    {
      message: `cannot install the driver ${version}: ${loaded ?? 'another one'} is in use, and its installer would take that out from under the guests`,
      hint: 'stop the guests with a GPU (phoenix stop ID...; phoenix status shows who runs), then type phoenix setup again',
    },
  ];
}

/**
 * Headers of the very kernel that runs, and the installer: it takes a former version off by itself,
 * and has dkms build the driver for each kernel that comes.
 */
export function installOperations(
  { version }: WantedDriver,
  { kernel, loaded, installed, isInUse }: NvidiaFacts,
): Operation[] {
  const headers = PATHS.headers(kernel);
  const before = installed ?? loaded;
  const cause = before === undefined ? `driver ${version}` : `driver ${before} -> ${version}`;
  const beside = isInUse ? ['--allow-installation-with-running-driver'] : [];
  return [
    {
      id: 'headers',
      doing: `install the headers of the running kernel ${kernel}`,
      cause: `a driver is built for ${kernel}`,
      run: ['apt-get', 'install', '-y', headersPackage(kernel)],
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      effect: 'change',
      deadline: 1800,
      when: [{ path: headers, exists: false }],
      hint: 'a kernel that Proxmox no longer offers has no headers any more: restart into the newest one',
    },
    {
      id: 'install',
      doing: `install the driver ${version}`,
      cause,
      run: [
        'sh',
        PATHS.runfile(version),
        '--silent',
        '--no-questions',
        '--ui=none',
        '--dkms',
        '--no-x-check',
        '--no-install-compat32-libs',
        ...beside,
      ],
      effect: 'change',
      deadline: 3600,
      waitsFor: `the driver ${version} is built and installed`,
      meanings: [
        {
          says: 'Unable to find the kernel source tree',
          means: `the headers of kernel ${kernel} are missing`,
          hint: `apt-get install ${headersPackage(kernel)}`,
        },
        {
          says: 'appears to already be loaded',
          means: 'a driver of NVIDIA is at work',
          hint: 'stop the guests with a GPU, or restart the host, then type phoenix setup again',
        },
      ],
      hint: 'the installer tells more in /var/log/nvidia-installer.log',
    },
  ];
}

function canStandBeside(version: string): boolean {
  return Number.parseInt(version, 10) >= BESIDE;
}

/** The package was named otherwise until kernel 6.2. */
function headersPackage(kernel: string): string {
  const [major = 0, minor = 0] = kernel.split('.').map(Number);
  const isOld = major < 6 || (major === 6 && minor < 5);
  return `${isOld ? 'pve' : 'proxmox'}-headers-${kernel}`;
}
