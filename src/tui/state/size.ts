/** How many cells a window has. */
export type Size = { readonly columns: number; readonly rows: number };
