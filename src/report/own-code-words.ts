import { escapeControls } from '../text/escape.ts';
import type { OwnCode } from '../views/own-code.ts';

/** So many parts are named. */
const MOST_PARTS = 4;

/** `own code: black, blib2to3; --mine changes it`, without a full stop. */
export function ownCodeText({ parts, isSaid }: OwnCode): string {
  if (parts.length === 0) return 'own code: none was found; --mine says what is yours';
  const named = parts.slice(0, MOST_PARTS).map(({ name }) => escapeControls(name));
  const more = parts.length > MOST_PARTS ? ` and ${parts.length - MOST_PARTS} more` : '';
  return `own code: ${named.join(', ')}${more}${isSaid ? '' : '; --mine changes it'}`;
}
