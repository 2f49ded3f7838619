import type { Findings } from '../findings.ts';
import type { Path } from '../json/document.ts';
import type { LxcGuest } from '../lxc-guest.ts';
import type { Draft } from '../normalise/draft.ts';
import type { World } from './world.ts';

/** Guests that are made to be cloned, and settings that say the same thing in two ways. */
export function checkTemplates({ members, lxc, findings }: World): void {
  for (const member of members) {
    const hasSnapshot = member.kind === 'lxc' && member.draft.template_snapshot_name !== undefined;
    if (member.draft.is_template !== true && !hasSnapshot) continue;
    if (member.dependencies.length === 0) continue;
    findings.warning(
      'template-with-dependencies',
      { ...member.spot('dependencies'), at: 'name' },
      `guest ${member.id}: a template has dependencies, which its clones do not inherit`,
      { hint: 'move them to the guests that are cloned from it', guests: [member.id] },
    );
  }
  for (const { draft, path } of lxc) {
    tellIdleSnapshots(draft, path, findings);
    const other = contradiction(draft);
    if (other === undefined) continue;
    findings.warning(
      'two-profiles',
      { file: 'lxc', path: [...path, 'lxc_options'], at: 'name' },
      `guest ${draft.id}: lxc_options set the AppArmor profile ${other}, apparmor_profile sets ${draft.apparmor_profile}`,
      { hint: 'remove one of the two', guests: [draft.id] },
    );
  }
}

/** Proxmox refuses to convert a container with snapshots, so a Proxmox template has none. */
function tellIdleSnapshots(draft: Draft<LxcGuest>, path: Path, findings: Findings): void {
  if (draft.is_template !== true) return;
  const why = 'Proxmox converts no container that has snapshots';
  const idle = [
    ...(draft.template_snapshot_name === undefined
      ? []
      : [['template_snapshot_name', `${why}, and clones start from the template itself`]]),
    ...(draft.enable_lifecycle_snapshots === true ? [['enable_lifecycle_snapshots', why]] : []),
  ];
  for (const [key = '', reason] of idle) {
    findings.warning(
      'no-effect',
      { file: 'lxc', path: [...path, key], at: 'name' },
      `guest ${draft.id}: ${key} has no effect beside is_template: ${reason}`,
      { hint: `remove "${key}" or "is_template"`, guests: [draft.id] },
    );
  }
}

/** The profile among the raw options, when it is not the one of `apparmor_profile`. */
function contradiction({
  lxc_options = [],
  apparmor_profile,
}: Draft<LxcGuest>): string | undefined {
  const raw = lxc_options.findLast((one) => one.key === 'lxc.apparmor.profile')?.value;
  return apparmor_profile !== undefined && raw !== apparmor_profile ? raw : undefined;
}
