import { PyprofError } from '../errors.ts';
import { askInSlices } from '../profile/late-answer.ts';
import type { Steps } from '../profile/steps.ts';
import { betweenKeys } from './between-keys.ts';
import { askOverwrite } from './events.ts';
import type { Host } from './host.ts';
import { screenMarkdown } from './markdown.ts';
import type { ViewerStore } from './store.ts';
import { type Effect, say, type ViewerState } from './viewer.ts';
import { modulesSteps, wantedModules } from './work.ts';

type Export = Extract<Effect, { kind: 'export' }>;

/** Files with a screen that was in front when they were asked for, whatever the keys after that do, `q` too. */
export type Exports = {
  /** Writes the screen in front between the keys, or asks at once whether to write over a file. */
  readonly write: (wanted: Export, asked: ViewerState) => void;
  /**
   * Waits until all are written, when the viewer is done.
   *
   * @throws PyprofError where one cannot be written
   */
  readonly finish: () => Promise<void>;
};

export function createExports(
  host: Pick<Host, 'whyNotWrite' | 'writeFile'>,
  store: Pick<ViewerStore, 'state' | 'update'>,
): Exports {
  let last: Promise<void> = Promise.resolve();
  let unsaid: string | null = null;

  const writeNow = ({ path, replace }: Export, text: string): void => {
    const result = host.writeFile(path, text, { replace });
    const refusal = result === 'exists' ? `Not written: ${path} has come meanwhile.` : (result?.refusal ?? null);
    if (refusal !== null && store.state().isDone) unsaid = refusal;
    else store.update((state) => say(state, refusal ?? `Wrote ${path}`));
  };
  const write = (wanted: Export, asked: ViewerState): void => {
    const whyNot = host.whyNotWrite(wanted.path, wanted);
    if (whyNot === 'exists') store.update((state) => askOverwrite(state, wanted.path));
    else if (whyNot !== null) store.update((state) => say(state, whyNot.refusal));
    else last = last.then(async () => writeNow(wanted, await betweenKeys(textSteps(asked))));
  };
  const finish = async (): Promise<void> => {
    await last;
    if (unsaid !== null) throw new PyprofError('not-writable', unsaid);
  };
  return { write, finish };
}

function* textSteps(asked: ViewerState): Steps<string> {
  const by = wantedModules(asked);
  const ready = by === null ? asked : (yield* modulesSteps(asked.table, by, () => asked))(asked);
  return yield* askInSlices(() => screenMarkdown(ready));
}
