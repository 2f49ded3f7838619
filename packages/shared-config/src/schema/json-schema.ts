import * as z from 'zod';
import type { FileKind } from '../declared.ts';
import { isObject } from '../json/is-object.ts';
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
  const schema = z.toJSONSchema(toZod(files[which]()), {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema: part }) => {
      // What zod writes to say that there is no limit.
      if (part.maximum === Number.MAX_SAFE_INTEGER) delete part.maximum;
      if (isObject(part.additionalProperties) && isEmpty(part.additionalProperties)) {
        delete part.additionalProperties;
      }
    },
  });
  return { title: `Phoenix ${which} configuration`, ...schema };
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
