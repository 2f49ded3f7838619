import { expect, it } from 'vitest';
import { aVm } from './fixtures.ts';
import { clonedNet, desiredNet, netExpectation, sameNet } from './network.ts';

it.each([
  ['virtio=BC:0A,bridge=vmbr0', 'model=virtio,macaddr=bc:0a,bridge=vmbr0', true],
  ['virtio=BC:0A,bridge=vmbr0', 'virtio,bridge=vmbr0', true],
  ['virtio=BC:0A,bridge=vmbr0', 'bridge=vmbr0', true],
  ['virtio=BC:0A,bridge=vmbr0', 'virtio=BC:0B,bridge=vmbr0', false],
  ['e1000=BC:0A,bridge=vmbr0', 'virtio,bridge=vmbr0', false],
  ['virtio=BC:0A,tag=7,bridge=vmbr0', 'virtio,bridge=vmbr0,tag=7', true],
  ['virtio=BC:0A,bridge=vmbr0,firewall=0', 'virtio,bridge=vmbr0', true],
  ['virtio=BC:0A,bridge=vmbr0,firewall=1', 'virtio,bridge=vmbr0', false],
  ['virtio=BC:0A,bridge=vmbr0,link_down=0', 'virtio,bridge=vmbr0', false],
])('card %s is the same as %s: %s', (a, b, expected) => expect(sameNet(a, b)).toBe(expected));

it.each([
  [
    'e1000=BC:0A,tag=3,bridge=vmbr0,mtu=1',
    'e1000,bridge=vmbr0,mtu=1,tag=3',
    'e1000=BC:0A,bridge=vmbr0,mtu=1,tag=3',
  ],
  ['model=vmxnet3,macaddr=BC:0A,bridge=a', 'vmxnet3,bridge=a', 'vmxnet3=BC:0A,bridge=a'],
  ['rtl8139,bridge=a', 'rtl8139,bridge=a', 'bridge=a'],
  ['i82551=BC:0A', 'i82551', 'i82551=BC:0A'],
  ['ne2k_pci=BC:0A', 'ne2k_pci', 'ne2k_pci=BC:0A'],
  ['ne2k_isa=BC:0A', 'ne2k_isa', 'ne2k_isa=BC:0A'],
  ['e1000-82540em=BC:0A', 'e1000-82540em', 'e1000-82540em=BC:0A'],
  ['virtiox=A,tag=1', 'virtio,tag=1,virtiox=A', 'tag=1,virtiox=A'],
  ['xvirtio=A,tag=1', 'virtio,tag=1,xvirtio=A', 'tag=1,xvirtio=A'],
])('card %s as a clone has it, and as it is read back', (card, clone, expectation) => {
  expect(clonedNet(card)).toBe(clone);
  expect(netExpectation(card)).toBe(expectation);
});

it('a card that is not there', () => {
  expect(sameNet(undefined, 'virtio')).toBe(false);
  expect(desiredNet(aVm(8001), undefined)).toBe('virtio,bridge=vmbr0');
});
