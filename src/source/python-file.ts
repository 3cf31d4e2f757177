const PYTHON_NAME = /\.py[wix]?$/i;

/** Cython compiles these to C; with `profile=True` their functions are in a profile as Python's are. */
const CYTHON_NAME = /\.(?:pyx|pxd|pxi)$/i;

export function isCythonFile(path: string): boolean {
  return CYTHON_NAME.test(path);
}

const PYTHON_SHEBANG = /^#![^\n]*\b(?:python|pypy)/;

/**
 * Whether a file may be shown as source: by its name, or by its first line. A profile may name any file of this machine,
 * and a report is passed on: a private key is not to be in it because a dump says that it has a `<module>`.
 */
export function isPythonFile(path: string, bytes: Uint8Array): boolean {
  return (
    PYTHON_NAME.test(path) ||
    isCythonFile(path) ||
    PYTHON_SHEBANG.test(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))
  );
}
