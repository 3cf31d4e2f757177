import { renderHintsText } from '../../report/hints-text.ts';
import type { ListedText } from '../../report/list-markdown.ts';
import { foundHints } from '../state/hint-marks.ts';
import type { ViewerState } from '../state/viewer-state.ts';

/** As wide as a window of GitHub's shows code. */
const WIDTH = 100;

/** The hints as `pyprof-view hints` writes them: each is sentences and code, which no table holds. */
export function hintsText(state: ViewerState): readonly ListedText[] {
  const view = foundHints(state)?.view;
  const text = view == null ? 'Not looked for.' : renderHintsText(view, { width: WIDTH, explain: false }).trimEnd();
  return [{ heading: 'Hints', text: text.split('\n') }];
}
