import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { saySkipped } from '../python/pythons.ts';

const FOLDER = join(import.meta.dirname, '../consumers');

/** A program that reads an export, or why the tests with it do not run: said aloud, and to stand in their name. */
export type Consumer = { readonly isHere: boolean; readonly title: string };

/** A command; Debian's package has it. */
export function findCommand(command: string, debian: string): Consumer {
  const isHere = spawnSync(command, ['--version']).error === undefined;
  return { isHere, title: isHere ? command : saySkipped(`${command} (Debian: ${debian}) is not here`) };
}

/** A package of test/consumers. */
export function findPackage(name: string): Consumer {
  const isHere = existsSync(join(FOLDER, 'node_modules', name));
  return { isHere, title: isHere ? name : saySkipped(`${name} is not here: run .ci/install-consumers`) };
}

/** The path of a file in a package of test/consumers, and what loads one of them. */
export const consumerFile = (path: string): string => join(FOLDER, 'node_modules', path);
export const loadConsumer: NodeJS.Require = createRequire(join(FOLDER, 'package.json'));
