import { escapeControls } from '../../../text/escape.ts';
import type { Phrase } from '../../phrase.ts';
import { element } from './element.ts';

/** A cell of a table, as documents have it. */
export function phraseNodes(cell: string | Phrase): readonly (Node | string)[] {
  if (typeof cell === 'string') return [cell];
  return cell.map((part) => {
    if (typeof part === 'string') return part;
    if ('code' in part) return element('code', {}, escapeControls(part.code));
    if ('picture' in part) return element('span', { class: 'marks', 'aria-hidden': 'true' }, part.picture);
    return 'strong' in part ? element('strong', {}, part.strong) : escapeControls(part.quoting);
  });
}
