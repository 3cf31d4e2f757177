declare const PYPROF_VIEW_VERSION: string | undefined;

/** package.json's version, put in by the build. */
export const VERSION: string = typeof PYPROF_VIEW_VERSION === 'string' ? PYPROF_VIEW_VERSION : '0.0.0-source';
