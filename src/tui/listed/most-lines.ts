/** Nobody reads more, and browsers do not show it. */
export const MOST_LINES = 1000;
