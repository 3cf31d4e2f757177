const UNITS = [
  { word: 'h', milliseconds: 3_600_000 },
  { word: 'min', milliseconds: 60_000 },
  { word: 's', milliseconds: 1000 },
] as const;

/** How long ago something was, in one number: `3 s ago`. */
export function ageText(milliseconds: number): string {
  const unit = unitOf(milliseconds);
  return unit === undefined ? 'just now' : `${Math.floor(milliseconds / unit.milliseconds)} ${unit.word} ago`;
}

/** In how many milliseconds that text is another one. */
export function ageLasts(milliseconds: number): number {
  const step = unitOf(milliseconds)?.milliseconds ?? 1000;
  return step - (milliseconds % step);
}

function unitOf(age: number): (typeof UNITS)[number] | undefined {
  return UNITS.find(({ milliseconds }) => age >= milliseconds);
}
