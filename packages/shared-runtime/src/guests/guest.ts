import type {
  GuestFirewall,
  HealthCheck,
  HealthScript,
  TestEntry,
  Timeouts,
} from '@phoenix/shared-config';

/** What containers and VMs have in common as they are declared; see LxcGuest and VmGuest. */
export interface Guest {
  readonly id: number;
  readonly name: string;
  /** Where its disk is made. */
  readonly storage_pool: string;
  readonly is_template: boolean;
  readonly start_at_boot: boolean;
  readonly clone_from_ctid?: number;
  readonly clone_from_vmid?: number;
  readonly features: readonly string[];
  readonly health_check?: HealthCheck;
  readonly health_checks?: readonly HealthScript[];
  readonly tests: Readonly<Record<string, readonly TestEntry[]>>;
  readonly run_integration_tests?: boolean;
  /** Suite name to script file, the older form. */
  readonly integration_tests?: Readonly<Record<string, string>>;
  readonly firewall?: GuestFirewall;
  readonly template_snapshot_name?: string;
  /** Pull the plug when a shutdown is not obeyed in time. */
  readonly force_stop?: boolean;
  readonly timeouts: Timeouts;
}

/** Id of the guest that one is cloned from. */
export function sourceOf(guest: Guest): number | undefined {
  return guest.clone_from_ctid ?? guest.clone_from_vmid;
}
