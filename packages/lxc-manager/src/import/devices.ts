import { gpuDevices, type Words } from '@phoenix/shared-runtime/guests';
import { parseProperties } from '@phoenix/shared-runtime/pve';

const GPU = /^\/dev\/nvidia(\d+)$/;

/**
 * The GPUs of a container, where it has all device files that they need: as `devN`, or as raw lines
 * (`mounted`). Other devices are told.
 */
export function deviceWords(
  devices: readonly (readonly [key: string, value: string])[],
  mounted: readonly string[],
): Words {
  const paths = new Map(devices.map(([key, value]) => [key, pathOf(value)]));
  const there = new Set([...paths.values(), ...mounted]);
  const numbers = [...there].flatMap((path) => GPU.exec(path)?.[1] ?? []).map(Number);
  const gpu_assignment = numbers.sort((a, b) => a - b);
  const needed = gpuDevices({ gpu_assignment });
  const isWhole = needed.every((path) => there.has(path));
  const left = devices.filter(([, value]) => !isWhole || !needed.includes(pathOf(value)));
  return {
    keys: isWhole && needed.length > 0 ? { gpu_assignment } : {},
    notes:
      left.length === 0
        ? []
        : [
            `devices stay, since no key holds them: ${left.map((pair) => pair.join(': ')).join('; ')}`,
          ],
  };
}

function pathOf(value: string): string {
  const { '': lead, path = '' } = parseProperties(value);
  return lead ?? path;
}
