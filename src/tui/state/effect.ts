/** What an action asks for beyond another picture. The reducer only says so; perform-effect.ts does it. */
export type Effect = { readonly kind: 'stop' };
