/** Lays the stand-ins that guests have into the sandbox. */
export function layGuestPrograms(_root: string): void {}
