/** Date and time of day where we are: `2026-01-02 03:04:05`. */
export function localTime(date: Date): string {
  const { day, time } = partsOf(date);
  return `${day} ${time}`;
}

/** The local time of day, with the date where that is another day than `now`. */
export function clockTime(date: Date, now: number): string {
  const { day, time } = partsOf(date);
  return date.toDateString() === new Date(now).toDateString() ? time : `${day} ${time}`;
}

function partsOf(date: Date): { day: string; time: string } {
  const pad = (number: number) => String(number).padStart(2, '0');
  const day = [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join('-');
  return { day, time: [date.getHours(), date.getMinutes(), date.getSeconds()].map(pad).join(':') };
}
