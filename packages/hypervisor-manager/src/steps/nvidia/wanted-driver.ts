/** A driver as it is declared in full. */
export interface WantedDriver {
  readonly version: string;
  readonly url: string;
  readonly sha256: string | undefined;
}
