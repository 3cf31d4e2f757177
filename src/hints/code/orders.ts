/** The comparisons that ask which of two comes first. */
export const ORDERS: ReadonlySet<string> = new Set(['Lt', 'LtE', 'Gt', 'GtE']);
