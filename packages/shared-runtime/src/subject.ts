/** What an operation is carried out for: a guest by its id, or a step of the host's setup by name. */
export type Subject = number | string;

/** Whether a text can be the name of a setup step: no hyphen, which separates in names of logs. */
export function isStepName(text: string): boolean {
  return /^[a-z][a-z0-9_]{0,39}$/.test(text);
}

/** The subject that a text names; undefined for none. */
export function subjectIn(text: string): Subject | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  return isStepName(text) ? text : undefined;
}

/** Whether a value of unknown origin is a subject. */
export function isSubject(value: unknown): value is Subject {
  return typeof value === 'number' || (typeof value === 'string' && isStepName(value));
}
