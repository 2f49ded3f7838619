import { defineStep } from '../../setup/step.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';

export const repositories = defineStep({
  name: 'repositories',
  title: 'package repository of Proxmox',
  isDeclared: ({ config }) => config.proxmox_repository !== 'as-is',
  observe,
  plan,
});
