import { type Binding, SCREENS } from './binding.ts';

/** To one function in each of the merged profiles. */
export const PROFILES_KEYS: readonly Binding[] = [
  {
    command: 'profiles.function',
    keys: ['F'],
    contexts: SCREENS,
    action: { type: 'show-profiles' },
    group: 'screens',
    help: 'the selected function in each profile',
  },
];
