const CELLS = 10;

/** A share as a bar of ten cells that any font and any Markdown shows: `███████░░░`. Empty where there is no share. */
export function shareBar(share: number | null): string {
  if (share === null) return '';
  const full = Math.round(Math.min(1, share) * CELLS);
  return '█'.repeat(full) + '░'.repeat(CELLS - full);
}
