import { PassThrough, Writable } from 'node:stream';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import type { FindHints, Host, Prepared, ReadSource, Watch, WatchEvents, WriteResult } from '../../src/tui/host.ts';
import type { EndSignal, ProcessLife, Stopped } from '../../src/tui/process-life.ts';

/** Standard input as a terminal gives it; remembers whether it is in raw mode. */
export class FakeKeyboard extends PassThrough {
  readonly isTTY = true;
  isRaw = false;

  setRawMode(isRaw: boolean): this {
    this.isRaw = isRaw;
    return this;
  }
}

export class FakeScreen extends Writable {
  readonly isTTY = true;
  columns = 80;
  rows = 24;
  output = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.output += chunk.toString('utf8');
    done();
  }
}

type Listeners = {
  endSignal?: ((signal: EndSignal) => void) | undefined;
  stopSignal?: (() => void) | undefined;
  continued?: (() => void) | undefined;
  resized?: (() => void) | undefined;
  failure?: ((error: unknown) => void) | undefined;
};

/** A process that a test sends signals to. It writes down what was asked of it. */
export class FakeLife implements ProcessLife {
  readonly listeners: Listeners = {};
  readonly asked: string[] = [];
  /** What happens while the process stands still. */
  whileStopped: () => void = () => undefined;

  onEndSignal = (listener: (signal: EndSignal) => void) => this.listen('endSignal', listener);
  onStopSignal = (listener: () => void) => this.listen('stopSignal', listener);
  onContinued = (listener: () => void) => this.listen('continued', listener);
  onResized = (listener: () => void) => this.listen('resized', listener);
  onFailure = (listener: (error: unknown) => void) => this.listen('failure', listener);

  stop(which: Stopped): void {
    this.asked.push(`stop ${which}`);
    this.whileStopped();
  }

  endBy(signal: EndSignal): void {
    this.asked.push(`end by ${signal}`);
  }

  refreshSize(): void {
    this.asked.push('refresh size');
  }

  private listen<K extends keyof Listeners>(name: K, listener: Listeners[K]): () => void {
    this.listeners[name] = listener;
    return () => {
      this.listeners[name] = undefined;
    };
  }
}

/** A world in which every file is there and an editor opens. It writes down what was asked of it. */
export class FakeHost implements Host {
  readonly asked: string[] = [];
  isTmux = false;

  /** What the viewer wants to hear about the watched files; null while it watches none. */
  watched: WatchEvents | null = null;
  matchNames = (regex: RegExp, names: readonly string[]): readonly boolean[] => names.map((name) => regex.test(name));

  findSource = (file: string): string | null => (file.endsWith('.py') ? file : null);

  /** The files that were written, by their names. */
  readonly written = new Map<string, string>();

  whyNotWrite(path: string, { replace }: { readonly replace: boolean }): WriteResult {
    return this.written.has(path) && !replace ? 'exists' : null;
  }

  writeFile(path: string, text: string, how: { readonly replace: boolean }): WriteResult {
    const whyNot = this.whyNotWrite(path, how);
    if (whyNot !== null) return whyNot;
    this.written.set(path, text);
    return null;
  }

  findHints: FindHints = async () => ({ view: null, failure: 'no hints in this test' });

  readHintPage = (rule: string): { page: string } => ({ page: `# ${rule}: a rule of this test\n` });

  readSource: ReadSource = async (_, row) => ({ kind: 'none', row, reason: 'no source in this test' });

  /** The profiles that can be read, by their names. */
  readonly profiles = new Map<string, ProfileTable>();

  async load(path: string): Promise<{ table: ProfileTable } | { refusal: string }> {
    const table = this.profiles.get(path);
    return table === undefined ? { refusal: `${path}: no such file or folder.` } : { table };
  }

  completePath = (prefix: string): readonly string[] =>
    ['dumps/', 'out.prof', 'other.prof'].filter((name) => name.startsWith(prefix));

  watch(_files: readonly string[], events: WatchEvents): Watch {
    this.watched = events;
    return {
      close: () => {
        this.watched = null;
      },
    };
  }

  runOnSave(command: string): Watch {
    this.asked.push(`run on save: ${command}`);
    return { close: () => this.asked.push('run no more') };
  }

  prepareEditor(path: string, line: number): Prepared {
    return {
      run: () => {
        this.asked.push(`edit ${path}:${line}`);
        return null;
      },
    };
  }
}
