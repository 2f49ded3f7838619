import { readFileSync, writeFileSync } from 'node:fs';
import { aConf } from '../confs.ts';
import type { Kind } from '../kind.ts';

/** What a conf file may have become. */
const DAMAGES: Readonly<Record<string, (text: string, cut: number) => string>> = {
  emptied: () => '',
  'cut off': (text, cut) => text.slice(0, cut),
  'without its end': (text, cut) => text.slice(cut),
  'binary at its end': (text, cut) => `${text.slice(0, cut)}\x00\xff\x01`,
  'with lines that are none': (text) => `nonsense\n: : :\n[\n${text}[]\n[x\n= 1\n`,
  'with every line twice': (text) => text.replaceAll(/^.*\n/gm, '$&$&'),
};

export const confs: Kind = {
  name: 'confs',
  what: 'a conf file of a guest is cut off or damaged while commands are typed; then it is put back',
  tasks: ['converged', 'converged', 'stop'],
  weight: 2,
  isTraceless: true,
  async harm(scene) {
    const { host, lot, note } = scene;
    const [id, file] = aConf(host, lot);
    const text = readFileSync(file, 'latin1');
    const what = lot.of(Object.keys(DAMAGES));
    note(`conf file of ${id} ${what}`);
    writeFileSync(file, DAMAGES[what]?.(text, lot.below(text.length)) ?? '', 'latin1');
    await scene.end(scene.begin());
    for (const words of [['status'], ['plan']]) await scene.end(host.start(...words));
    writeFileSync(file, text, 'latin1');
    scene.isDone = false;
  },
};
