/** One entry of a test suite; `path` is relative to `<base>/bin/tests`. */
export interface TestEntry {
  name: string;
  type: string;
  path: string;
}

/** One firewall rule, as Proxmox names its parts. `port` is a number, a range `a:b` or a list. */
export interface FirewallRule {
  type: 'in' | 'out';
  action: 'ACCEPT' | 'DROP' | 'REJECT';
  source?: string;
  dest?: string;
  proto?: string;
  port?: string;
  iface?: string;
  comment?: string;
}

/** The firewall of one guest. */
export interface GuestFirewall {
  enabled: boolean;
  rules: FirewallRule[];
}

/** A command that has to succeed inside the guest; `command` is an argument list, never shell text. */
export interface HealthCheck {
  command: string[];
  /** Attempts, default 3. */
  retries: number;
  /** Seconds between attempts, default 5. */
  interval: number;
  /** Seconds that one attempt may take. */
  timeout?: number;
}

/** The later form: a script of `<base>/bin/health_checks`, run on the host with `args`. */
export interface HealthScript {
  name: string;
  script: string;
  args: string[];
}

/** Deadlines in seconds; what is absent has the manager's default. */
export interface Timeouts {
  create?: number;
  clone?: number;
  start?: number;
  ready?: number;
  feature?: number;
  application?: number;
  health?: number;
  stop?: number;
}

/** The name and port under which a reverse proxy offers the guest. */
export interface TraefikService {
  name: string;
  port: number;
}
