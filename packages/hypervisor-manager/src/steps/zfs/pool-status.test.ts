import { expect, it } from 'vitest';
import { parseImportable, parsePoolStatus } from './pool-status.ts';

const STATUS = `  pool: tank
 state: DEGRADED
status: One or more devices could not be used: config: is told below.
\t  /dev/sdy1 is what this text speaks of, and no device of the pool:
action: Restore the pool: see below.
  scan: resilvered, state: FINISHED
config:

\tNAME                    STATE     READ WRITE CKSUM
\ttank                    DEGRADED     0     0     0
\t  mirror-0              DEGRADED     0     0     0
\t    /dev/sda1           ONLINE       0     0     0
\t    replacing-1         DEGRADED     0     0     0
\t      /dev/sdb1         ONLINE       0     0     0
\t  raidz2-1              ONLINE       0     0     0
\t    /dev/sdc1           ONLINE       0     0     0
\t  draid1:3d:5c:1s-2     ONLINE       0     0     0
\t    /dev/sdk1           ONLINE       0     0     0
\t  /dev/sdd1             ONLINE       0     0     0
\t  odd                   ONLINE       0     0     0
\tlogs
\t  mirror-3              ONLINE       0     0     0
\t    /dev/sde1           ONLINE       0     0     0
\tcache
\t  /dev/sdf1             ONLINE       0     0     0
\tspares
\t  /dev/sdg1             AVAIL

errors: No known data errors
\t  /dev/sdz1

  pool: apple
 state: ONLINE
config:

\tNAME         STATE
\tapple        ONLINE
\t  /dev/sdh1  ONLINE

errors: No known data errors
`;

it('pools with what they are made of, by health, kind and device', () => {
  expect([...parsePoolStatus(STATUS)]).toEqual([
    [
      'tank',
      {
        health: 'DEGRADED',
        kinds: ['mirror', 'raidz2', 'draid1', 'stripe', 'odd'],
        devices: ['a', 'b', 'c', 'k', 'd', 'e', 'f', 'g'].map((letter) => `/dev/sd${letter}1`),
      },
    ],
    ['apple', { health: 'ONLINE', kinds: ['stripe'], devices: ['/dev/sdh1'] }],
  ]);
});

it('no pool', () => {
  expect(parsePoolStatus('no pools available\n').size).toBe(0);
  expect(parsePoolStatus('\t  /dev/sda1\n state: x\nconfig:\n\t  /dev/sda1\n').size).toBe(0);
});

it('pools that could be imported', () => {
  expect(parseImportable('   pool: a\n     id: 1\n\n   pool: b\nx pool: c\n')).toEqual(['a', 'b']);
});

it.each(['mylogs', 'cache2', 'specialist'])('a pool that is called %s has data', (name) => {
  const text = `  pool: ${name}\n state: ONLINE\nconfig:\n\n\t${name}  ONLINE\n\t  mirror-0  ONLINE\n`;
  expect(parsePoolStatus(text).get(name)?.kinds).toEqual(['mirror']);
});

it('a pool may be called as a section of others is', () => {
  const text = `  pool: cache
 state: ONLINE
config:

\tNAME        STATE     READ WRITE CKSUM
\tcache       ONLINE       0     0     0
\t  mirror-0  ONLINE       0     0     0
\t    /dev/sda1  ONLINE       0     0     0
\tcache
\t  /dev/sdb1  ONLINE       0     0     0
`;
  expect(parsePoolStatus(text).get('cache')).toEqual({
    health: 'ONLINE',
    kinds: ['mirror'],
    devices: ['/dev/sda1', '/dev/sdb1'],
  });
});
