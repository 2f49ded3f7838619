/** What `--help` prints. */
export const usage = `usage: pve-sandbox init DIR [--configs ETC_DIR] [--bare] [--pve 8|9] [--gateway A] [--time-scale F] [--latencies FILE]
       pve-sandbox exec DIR -- COMMAND...
       pve-sandbox log DIR [--json] [--guest]   or --clear
       pve-sandbox fault DIR --match REGEX [--nth N | --times N] ACTION   or --clear
       pve-sandbox machine DIR [--id ID] HABIT...   or --clear
       pve-sandbox machine DIR --reboot | --elapse-timers | --gateway A
       pve-sandbox download DIR [--match REGEX] [--times N] HOW...   or --offer URL, --clear
       pve-sandbox disk DIR [DEVICE WHAT...]
       pve-sandbox destroy DIR

A directory that behaves as a Proxmox VE host does.

init      makes DIR the root of a fresh host
            --configs ETC_DIR   with what these configuration files refer to, as after a host setup;
                                they are copied, and a bin directory beside them too
            --bare              only the disks that they name: a fresh installation
            --pve 8|9           the release of Proxmox VE (default 9)
            --gateway A         the router around the host (default: the one that it uses)
            --time-scale F      how fast time passes: 0 waits for nothing (default), 1 as a real host
            --latencies FILE    JSON, seconds by command words: {"pct": 0.5, "pct create": 4}
exec      runs COMMAND with that host as its whole machine
log       lists the commands that ran there; --json one object a line, --guest those of the stand-ins
          inside guests too, --clear empties the log
fault     lets the commands whose words match REGEX go wrong
            --nth N, --times N  only the Nth, or only the first N, from now on
            --fail TEXT [--exit N]   prints TEXT to stderr and exits N (default 255), does nothing
            --hang                   never ends by itself
            --kill-caller [--abort]  kills who called it, then goes on (or does not)
            --kill [PHASE]           kills its own process group, at once or when it reaches PHASE
            --clear                  all go well again
          commands of the stand-ins inside guests read "guest:ID PROGRAM ARGUMENTS"
machine   gives virtual machines habits: the one of --id, or all that have none of their own
            --silent-agent           its guest agent never answers
            --agent-after SECONDS    its guest agent answers only so long after the start
            --ignores-shutdown       it does not hear a request to shut down
            --never-boots            its system never comes up
            --clear                  it has no habits any more
            --reboot                 the host itself goes down and comes up again
            --elapse-timers          timers of systemd-run are due now; returns when they have run
            --gateway A              the router around the host has this address
download  how wget and curl on the host bring images (.img, .qcow2, .raw) and lists of their sums
            --match REGEX, --times N only addresses that match, only the first N transfers
            --slow SECONDS           what a whole file takes, in real seconds
            --cut BYTES              the connection ends at this byte of the file
            --wrong                  not the bytes that the list of sums tells of
            --missing, --offline     the server has no such file; no way to the server
            --offer URL              lists of sums name this image too
            --clear                  all goes well again
disk      lists the disks of the host as JSON, or changes what is on DEVICE (a path below /dev; one that
          is not there is plugged in)
            --signature TYPE [--label L]   a file system, a member of something, a partition table
            --mounted PATH, --swap-on      its file system is mounted, it is swapped to
            --holder NAME, --vg NAME       md127 or a mapping lies on it; it belongs to a volume group
            --pool NAME                    it belongs to a pool that another host has exported
            --boot                         the host boots from it (mounted at /boot/efi)
            --serial S, --size BYTES       another serial number, another size
            --clear                        first, nothing on it and nobody at it
destroy   ends what still runs there and removes DIR
`;

/** A command line that cannot be understood: exit 64. */
export class UsageError extends Error {}

/** Something that the person has to put right: printed as it is, with the exit code given. */
export class Refusal extends Error {
  readonly exit: number;
  constructor(message: string, exit = 1) {
    super(message);
    this.exit = exit;
  }
}
