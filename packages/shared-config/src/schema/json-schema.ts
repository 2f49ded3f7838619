import * as z from 'zod';
import type { FileKind } from '../declared.ts';
import { hypervisorFile } from './hypervisor.ts';
import { lxcFile } from './lxc.ts';
import { toZod } from './to-zod.ts';
import { vmFile } from './vm.ts';

const files = { hypervisor: hypervisorFile, lxc: lxcFile, vm: vmFile };

/**
 * The JSON Schema of a file, draft 2020-12, for editors. Unknown keys are allowed in it, as they
 * are when loading.
 */
export function jsonSchema(which: FileKind): object {
  const schema = z.toJSONSchema(toZod(files[which]()), { io: 'input', unrepresentable: 'any' });
  return { title: `Phoenix ${which} configuration`, ...schema };
}
