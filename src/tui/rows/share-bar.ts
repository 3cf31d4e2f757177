import type { Glyphs } from '../theme.ts';

/** A bar of at most `width` cells, in eighths of a cell where the glyphs have them and rounded to these. */
export function shareBar(share: number | null, width: number, { barFull, barParts }: Glyphs): string {
  if (share === null || share <= 0) return '';
  const steps = barParts.length + 1;
  const filled = Math.round(Math.min(1, share) * width * steps);
  const full = Math.floor(filled / steps);
  return barFull.repeat(full) + (barParts[(filled % steps) - 1] ?? '');
}
