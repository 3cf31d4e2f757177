import { assertNever } from '../errors.ts';
import type { Effect } from './state/effect.ts';
import type { TerminalSession } from './terminal-session.ts';

/** Does what the reducer asked for. */
export function performEffect(effect: Effect, session: TerminalSession): void {
  switch (effect.kind) {
    case 'stop':
      session.stop('job');
      break;
    default:
      assertNever(effect.kind);
  }
}
