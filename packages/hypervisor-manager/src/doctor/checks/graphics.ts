import { gpuDevices } from '@phoenix/shared-runtime/guests';
import type { Check, Finding } from '../finding.ts';

export const gpus: Check = {
  name: 'gpus',
  find({ declared, there }) {
    const missing = [...declared.lxc.values()].flatMap((guest) =>
      gpuDevices(guest)
        .filter((device) => !there.has(device))
        .map((device) => ({ device, id: guest.id })),
    );
    if (missing.length === 0) return [];
    const devices = [...new Set(missing.map(({ device }) => device))];
    const installs = declared.hypervisor.nvidia_driver?.install === true;
    const finding: Finding = {
      severity: 'error',
      message: `guests are assigned GPUs of which this host lacks ${devices.join(', ')}`,
      hint: installs
        ? 'phoenix setup --only nvidia,gpu; nvidia-smi -L lists the GPUs that there are'
        : 'install the driver of NVIDIA (nvidia_driver.install true, then phoenix setup), or correct gpu_assignment; nvidia-smi -L lists the GPUs that there are',
      guests: [...new Set(missing.map(({ id }) => id))],
    };
    return [finding];
  },
};

export const driver: Check = {
  name: 'driver',
  find({ declared: { lxc, lxcRoot, hypervisor }, loadedDriver }) {
    const wanted = lxcRoot.nvidia_driver_version ?? hypervisor.nvidia_driver?.version;
    const guests = [...lxc.values()]
      .filter(({ features }) => features.includes('nvidia'))
      .map(({ id }) => id);
    if (loadedDriver === undefined || wanted === undefined || guests.length === 0) return [];
    if (loadedDriver === wanted) return [];
    return [
      {
        severity: 'error',
        message: `the host has driver ${loadedDriver} of NVIDIA loaded, containers get ${wanted}: they have to be the same`,
        hint:
          hypervisor.nvidia_driver?.version === wanted
            ? 'phoenix setup --only nvidia, and a restart of the host where it says so'
            : `declare ${loadedDriver} as nvidia_driver_version, then phoenix converge ${guests.join(' ')}`,
        guests,
      },
    ];
  },
};

export const kvm: Check = {
  name: 'kvm',
  find({ declared, there }) {
    if (declared.vms.size === 0 || there.has('/dev/kvm')) return [];
    return [
      {
        severity: 'error',
        message: 'there is no /dev/kvm: no VM can start',
        hint: 'switch on VT-x (Intel) or SVM (AMD) in the setup of the firmware, then modprobe kvm_intel or kvm_amd',
        guests: [...declared.vms.keys()],
      },
    ];
  },
};
