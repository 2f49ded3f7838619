import * as ip from './address-values.ts';
import { secret } from './secret.ts';
import * as shared from './shared.ts';
import * as v from './values.ts';

const later = 'No effect yet.';

/** A stack by name, or the older object of name and environment. */
const stack = () =>
  v.either(
    [v.filledLine(), v.openKeys({ name: v.filledLine(), environment: v.line().optional() })],
    'the name of a stack, or an object of name and environment',
  );

/** Keys of earlier times or of other programs. */
export const former = () => ({
  portainer_role: v
    .choice('primary', 'agent', 'none')
    .optional()
    .describe(`Part that it has for Portainer; none unless told. ${later}`),
  portainer_agent_hostname: v
    .line()
    .optional()
    .describe(`Host name of its Portainer agent. ${later}`),
  portainer_environment_name: v.line().optional().describe(`Name of the VM in Portainer. ${later}`),
  portainer_admin_user: v
    .line()
    .optional()
    .describe('Former place of the login to Portainer; not read.'),
  portainer_admin_password: secret(v.line())
    .optional()
    .describe('Former place of that password; not read, and warned about.'),
  portainer_config: v.data().optional().describe('Former settings of Portainer; not read.'),
  docker_compose_files: v
    .list(v.data())
    .optional()
    .describe('Former list of compose files; not read.'),
  docker_stacks: v.list(stack()).optional().describe(`Stacks that Portainer runs on it. ${later}`),
  dns_records: v
    .list(
      v.keys({
        hostname: v.filledLine().describe('Host name.'),
        ip: ip.address().describe('Its address.'),
      }),
    )
    .optional()
    .describe(`Names for the name server. ${later}`),
  mount_points: v.list(v.data()).optional().describe('Not read; a VM has volumes.'),
  qm_options: v
    .lineList()
    .optional()
    .describe(
      'Further settings of qm set, of older files: "--key value" each. Set like all others, where ' +
        'the key is one of Proxmox and none that Phoenix sets itself. One that is taken out stays as ' +
        'it is set; qm set ID --delete KEY takes it away.',
    ),
  post_create_scripts: v
    .list(v.line())
    .optional()
    .describe('Former list of scripts on the host after its creation; not run.'),
  traefik_service: shared.traefikService().optional(),
  trigger_sync_on_completion: v
    .yesNo()
    .optional()
    .describe(`Whether Portainer is to be synchronised after its start. ${later}`),
});
