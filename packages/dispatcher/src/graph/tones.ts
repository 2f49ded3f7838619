/** A colour on white and one on the dark ground of the drawing; each has a contrast of 4.5 and more. */
export interface Tone {
  readonly light: string;
  readonly dark: string;
}

/** Colours of borders and second lines; words say the same, since not everybody sees colours. */
export const TONES: Readonly<Record<string, Tone>> = {
  running: { light: '#1a7f37', dark: '#3fb950' },
  stopped: { light: '#59636e', dark: '#9198a1' },
  template: { light: '#0969da', dark: '#4493f8' },
  missing: { light: '#cf222e', dark: '#f85149' },
  differs: { light: '#9a6700', dark: '#d29922' },
  unknown: { light: '#59636e', dark: '#9198a1' },
};
