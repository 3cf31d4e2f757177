import type { PlacedPractice } from '../views/placed-practices.ts';

/** What has to be known of all of them. */
export const PRACTICES_HEADING =
  'Practices where they apply: no hints, for the profile does not show that they matter here.';

/** `append-loop at app.py:12, 14 in build: a list made by append, or by map() with a lambda`. */
export function practicePlace({ practice, file, lines, qualname, title }: PlacedPractice): string {
  return `${practice} at ${file}:${lines.join(', ')} in ${qualname}: ${title}`;
}
