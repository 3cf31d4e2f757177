/**
 * One of Node's own modules, loaded at this moment: most runs need neither the one nor the other. Node 21 and 22.0 to
 * 22.2 have no `process.getBuiltinModule`; there the program's own `require` does it, and no `createRequire`, for which all
 * would load a good deal of Node.
 */
export const loadBuiltin: typeof process.getBuiltinModule = process.getBuiltinModule ?? require;
