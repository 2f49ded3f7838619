import { isStepName } from './subject.ts';

/** Whether a value of unknown origin is of a form. */
export type FormCheck = (value: unknown) => boolean;

export const text: FormCheck = (value) => typeof value === 'string';
export const truth: FormCheck = (value) => typeof value === 'boolean';
export const finite: FormCheck = (value) => typeof value === 'number' && Number.isFinite(value);
/** A finite number that is not below zero. */
export const amount: FormCheck = (value) => finite(value) && Number(value) >= 0;
export const subject: FormCheck = (value) =>
  amount(value) || (text(value) && isStepName(String(value)));
export const absent: FormCheck = (value) => value === undefined;
export const nothing: FormCheck = (value) => value === null;

export function or(...checks: FormCheck[]): FormCheck {
  return (value) => checks.some((check) => check(value));
}

export function oneOf(...words: string[]): FormCheck {
  return (value) => words.some((word) => word === value);
}

export function listOf(check: FormCheck): FormCheck {
  return (value) => Array.isArray(value) && value.every(check);
}

/** An object with these fields at least. */
export function shape(fields: Readonly<Record<string, FormCheck>>): FormCheck {
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const given = new Map<string, unknown>(Object.entries(value));
    return Object.entries(fields).every(([name, check]) => check(given.get(name)));
  };
}
