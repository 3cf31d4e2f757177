import { nameOfCharacter, nameOfSequence } from './key-names.ts';
import { lengthOfOldReport, type MouseEvent, mouseEventOf, TornReport } from './mouse.ts';
import { OpenPaste, PASTE_START } from './open-paste.ts';

/** What comes from the terminal: a key by its name in the key table, the mouse, or a text that was pasted. */
export type InputEvent =
  | { readonly kind: 'key'; readonly name: string }
  | MouseEvent
  | { readonly kind: 'paste'; readonly text: string }
  /** More was pasted than anybody can mean to: nothing of it is taken. */
  | { readonly kind: 'long-paste' };

/** What the end of the input may be the beginning of: a key Esc or a sequence, the rest of a sequence, of a paste. */
export type HeldInput = 'nothing' | 'escape' | 'sequence' | 'paste';

const ESCAPE = '\x1b';

/** What stands behind ESC. Parameters, intermediates, final: ECMA-48. `$` ends some keys of rxvt; `[[A` is F1 of Linux. */
const SEQUENCE = /^\[(?:\[.|[2-8]\$|[0-?]*[ -/]*[@-Z\\-~])|^O[\d;]*[@-~]/su;
const UNFINISHED = /^\[\[?$|^\[[0-?]*[ -/]*$|^O[\d;]*$/u;

/**
 * Makes keys of what a terminal sends, however it is cut into reads: three letters read at once are three keys, and a
 * sequence may come in two parts. Esc with a key right behind it is Esc and that key (terminals send the same for Alt
 * and a key): Ink would make one key of Esc and an arrow.
 */
export class KeyParser {
  private held = '';
  private paste: OpenPaste | null = null;
  private readonly torn = new TornReport();

  push(chunk: string): readonly InputEvent[] {
    const events: InputEvent[] = [];
    let rest = this.held + chunk.slice(this.torn.lengthOfRest(chunk));
    for (let taken = this.take(rest); taken !== null; taken = this.take(rest)) {
      events.push(...taken.events);
      rest = rest.slice(taken.length);
    }
    this.held = rest;
    return events;
  }

  holds(): HeldInput {
    if (this.paste !== null) return 'paste';
    if (this.held === '') return 'nothing';
    return this.held === ESCAPE ? 'escape' : 'sequence';
  }

  /** Nothing more came for so long that Esc was a key of its own, or that the end of a paste is lost. */
  flush(): readonly InputEvent[] {
    if (this.paste !== null) return this.endPaste(this.paste.finish());
    const { held } = this;
    this.held = '';
    if (this.torn.giveUp(held)) return [];
    return Array.from(held, (character) => key(nameOfCharacter(character)));
  }

  private take(text: string): Taken | null {
    if (this.paste !== null) return this.takePaste(this.paste, text);
    if (!text.startsWith(PASTE_START)) return takeEvent(text);
    this.paste = new OpenPaste();
    return { length: PASTE_START.length, events: [] };
  }

  private takePaste(paste: OpenPaste, text: string): Taken | null {
    if (text === '') return null;
    const { length, end } = paste.push(text);
    return { length, events: end === null ? [] : this.endPaste(end) };
  }

  private endPaste(event: InputEvent | 'dropped'): readonly InputEvent[] {
    this.paste = null;
    return event === 'dropped' ? [] : [event];
  }
}

type Taken = { readonly length: number; readonly events: readonly InputEvent[] };

/** The first event of a text and how much of the text it takes; null where the rest of it has yet to come. */
function takeEvent(text: string): Taken | null {
  const first = text.codePointAt(0);
  if (first === undefined) return null;
  const character = String.fromCodePoint(first);
  return character === ESCAPE ? takeEscape(text) : taken(character.length, nameOfCharacter(character));
}

function takeEscape(text: string): Taken | null {
  if (text === ESCAPE) return null;
  const behind = text.slice(1);
  const old = lengthOfOldReport(behind);
  if (old === null || old > 0) return old === null ? null : taken(1 + old, null);
  const sequence = SEQUENCE.exec(behind)?.[0];
  const mouse = sequence === undefined ? null : mouseEventOf(sequence);
  if (sequence !== undefined && mouse !== null) return { length: 1 + sequence.length, events: [mouse] };
  if (sequence !== undefined) return taken(1 + sequence.length, nameOfSequence(sequence));
  return UNFINISHED.test(behind) ? null : taken(1, 'escape');
}

function taken(length: number, name: string | null): Taken {
  return { length, events: name === null ? [] : [key(name)] };
}

function key(name: string): InputEvent {
  return { kind: 'key', name };
}
