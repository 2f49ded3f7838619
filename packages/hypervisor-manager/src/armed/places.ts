/** Below it is what takes changes back. */
const FOLDER = '/var/lib/phoenix/rollback';

/** Seconds from arming until a change is taken back; all that is done between has to take less. */
export const SECONDS = 90;

/** Where things are that belong to the trial of one name: `network`. */
export const places = {
  script: (name: string) => `${FOLDER}/${name}.sh`,
  /** Names the files that go back, one a line. */
  list: (name: string) => `${FOLDER}/${name}/files`,
  /** The copy of a file as it was before. */
  saved: (name: string, path: string) => `${FOLDER}/${name}/saved${path}`,
  lock: (name: string) => `${FOLDER}/${name}/lock`,
  timer: (name: string) => `phoenix-${name}-rollback.timer`,
  service: (name: string) => `phoenix-${name}-rollback.service`,
};
