import { readText } from '../../state/files.ts';
import { nodeName, qemuConf } from '../../state/paths.ts';
import { Refusal } from '../../state/refusal.ts';

/** The text of a virtual machine's conf file. @throws Refusal when there is none */
export function vmConf(id: number): string {
  const text = readText(qemuConf(id));
  if (text !== undefined) return text;
  const file = `nodes/${nodeName}/qemu-server/${id}.conf`;
  throw new Refusal(`Configuration file '${file}' does not exist`, 2);
}
