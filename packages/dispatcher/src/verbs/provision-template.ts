import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import { act } from '../act.ts';
import type { LookVerb } from '../verb.ts';
import { create } from './create.ts';

export const provisionTemplate: LookVerb = {
  name: 'provision-template',
  group: 'Bring up',
  summary: 'make the VMs that are declared as templates (is_template)',
  usage: '',
  takes: 'none',
  examples: [['provision-template', 'phoenix create, of every VM with is_template']],
  about: ['A template that is there and as declared is left as it is.'],
  flags: create.flags,
  async run(intent, session) {
    const templates = [...session.declared().vms.values()].filter((vm) => vm.is_template);
    if (templates.length === 0) {
      throw new PhoenixError('no VM is declared as a template; nothing was done', {
        exit: EXIT.notFound,
        hint: 'a template has "is_template": true in phoenix_vm_configs.json',
      });
    }
    const words = templates.map(({ id }) => String(id));
    return act(create, { ...intent, verb: create.name, words }, session);
  },
};
