import { describe, expect, it } from 'vitest';
import { firewallOperation, firewallText, ruleLine } from './firewall.ts';

const rule = {
  type: 'in',
  action: 'ACCEPT',
  source: '10.0.0.153',
  proto: 'tcp',
  port: '8000',
} as const;

describe('firewall', () => {
  it('writes a rule as Proxmox reads it', () => {
    expect(ruleLine({ ...rule, comment: 'web' })).toBe(
      'IN ACCEPT -source 10.0.0.153 -p tcp -dport 8000 # phoenix: web',
    );
  });

  it('names the network card as the parser of Proxmox wants it', () => {
    expect(ruleLine({ type: 'in', action: 'DROP', iface: 'net0' })).toBe(
      'IN DROP -i net0 # phoenix',
    );
  });

  it('enables the firewall of the guest, without which no rule has an effect', () => {
    expect(firewallText(undefined, [rule])).toBe(
      '[OPTIONS]\n\nenable: 1\n\n[RULES]\n\nIN ACCEPT -source 10.0.0.153 -p tcp -dport 8000 # phoenix\n',
    );
  });

  it('keeps foreign options, rules and sections, and replaces its own rules', () => {
    const current = `[OPTIONS]

enable: 0
dhcp: 1

[ALIASES]

web 10.0.0.9

[RULES]

IN DROP -p tcp -dport 1 # phoenix
GROUP common # by hand
`;
    expect(firewallText(current, [rule])).toBe(`[OPTIONS]

enable: 1
dhcp: 1

[ALIASES]

web 10.0.0.9

[RULES]

IN ACCEPT -source 10.0.0.153 -p tcp -dport 8000 # phoenix
GROUP common # by hand
`);
  });

  it('asks for nothing when the file says it already, blank lines apart', () => {
    const guest = { id: 950, firewall: { enabled: true, rules: [rule] } };
    const text = firewallText(undefined, [rule]).replace(/\n\n/g, '\n');
    expect(firewallOperation(guest, text)).toEqual([]);
    expect(firewallOperation(guest, undefined)).toMatchObject([
      { write: '/etc/pve/firewall/950.fw' },
    ]);
    expect(firewallOperation({ id: 950 }, undefined)).toEqual([]);
  });

  it('switches it off when that is declared, and touches nothing when nothing is', () => {
    const text = firewallText(undefined, [rule]);
    const off = { id: 950, firewall: { enabled: false, rules: [rule] } };
    expect(firewallOperation(off, undefined)).toEqual([]);
    expect(firewallOperation(off, text)).toMatchObject([
      { cause: 'firewall disabled', content: text.replace('enable: 1', 'enable: 0') },
    ]);
    expect(firewallOperation({ id: 950 }, text)).toEqual([]);
  });
});
