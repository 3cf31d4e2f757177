import { createInterface, type Interface } from 'node:readline';
import { escapeControls } from '../../text/escape.ts';
import { type Completion, wantedWord } from '../../tui/overlays/completion.ts';
import type { Terminal } from '../context.ts';
import { completePath } from '../viewer/complete-path.ts';
import { BROWSER_COMMANDS, PSTATS_KEYS } from './browser-commands.ts';
import type { LineSource } from './line-source.ts';

const MOST_REMEMBERED = 1000;

/**
 * Lines that are edited on a terminal. Up and Down go through those of this dialog, Tab completes, Ctrl-C empties the
 * line, Ctrl-D ends the input.
 */
export function terminalLines({ stdin, stdout }: Pick<Terminal, 'stdin' | 'stdout'>): LineSource {
  const reader = openReader(stdin, stdout);
  const entered = new EnteredLines(reader);
  return {
    read: async (prompt) => {
      reader.setPrompt(escapeControls(prompt));
      const pasted = entered.take();
      if (pasted === null && entered.isOpen) {
        stdin.setRawMode(true);
        reader.prompt();
        await entered.wait();
        stdin.setRawMode(false); // while a command prints, Ctrl-C ends the program
        return entered.take();
      }
      if (pasted !== null) stdout.write(`${reader.getPrompt()}${escapeControls(pasted)}\n`);
      return pasted;
    },
    close: () => reader.close(),
  };
}

function openReader(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Interface {
  const reader = createInterface({
    input,
    output,
    terminal: true,
    historySize: MOST_REMEMBERED,
    removeHistoryDuplicates: true,
    completer: complete,
  });
  reader.on('SIGINT', () => emptyLine(reader));
  reader.on('SIGCONT', () => reader.prompt(true)); // Node pauses it there, and a paused one lets the program end
  return reader;
}

/** As Ctrl-E and Ctrl-U do. */
function emptyLine(reader: Interface): void {
  for (const name of ['e', 'u']) reader.write(null, { ctrl: true, name });
}

/** The lines that were entered and not yet read: a paste brings several at once. */
class EnteredLines {
  isOpen = true;
  private readonly lines: string[] = [];
  private wake = (): void => undefined;

  constructor(reader: Interface) {
    reader.on('line', (line) => {
      this.lines.push(line);
      this.wake();
    });
    reader.once('close', () => {
      this.isOpen = false;
      this.wake();
    });
  }

  take(): string | null {
    return this.lines.shift() ?? null;
  }

  /** Until there is a line, or the end. */
  wait(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}

/** What the word at the end of the line may be, and what stands there of it. */
function complete(line: string): [string[], string] {
  const { word, completion } = wantedWord(line, wantedBehind);
  const found = candidatesFor(completion, word).filter((name) => escapeControls(name) === name); // readline prints them
  const [only = '', ...others] = found;
  const isWhole = others.length === 0 && only !== '' && !only.endsWith('/');
  return [isWhole ? [`${only} `] : [...found], word];
}

function wantedBehind(name: string): Completion {
  return BROWSER_COMMANDS.find((command) => command.name === name)?.wants ?? 'none';
}

function candidatesFor(completion: Completion, word: string): readonly string[] {
  if (completion === 'files') return completePath(word);
  return wordsFor(completion).filter((name) => name.startsWith(word));
}

function wordsFor(completion: Completion): readonly string[] {
  if (completion === 'commands') return BROWSER_COMMANDS.map(({ name }) => name);
  return completion === 'sort-keys' ? PSTATS_KEYS.map(({ name }) => name) : [];
}
