// What a message means where its words alone may not tell.
/** @type {Readonly<Record<string, string>>} */
export const MEANINGS = {
  'cannot clone ID from FROM: FROM is half-made':
    'An earlier creation of the source has not come to its end; it is done again before anything is cloned from it.',
  'cannot configure ID: KEY (KEYS) is declared, and goes away at its next stop':
    'Somebody took the setting away while the guest ran; Proxmox carries that out when the guest stops.',
  'cannot create WORD ID: a WORD has that id':
    'Containers and VMs share one row of ids, and a guest of the other kind has this one.',
  'ID is locked (KEYS), and no work of phoenix explains it':
    'Proxmox writes a lock into the conf file of a guest while a job is at work on it. This one has no job any more, and Phoenix did not begin it, so it is not taken away.',
  'ID is busy: pid PID `COMMAND` holds it since SINCE':
    'Two commands never work on one guest at the same time.',
  'cannot reconfigure ID: snapshot NEWER is newer than NAME, and going back would lose it':
    'Storages go back to the newest snapshot alone.',
  'everything that STEP had to do went well, but the host is not as declared: CAUSE':
    'Each step is planned again after it was carried out. What is left then is told as a failure, whatever the commands said.',
  'MANAGER was killed (signal EXIT)':
    'What it had begun is recognised by the next run, which goes on with it.',
  'MANAGER ended with EXIT and said nothing': 'A defect, or a manager of another release.',
};
