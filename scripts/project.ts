import { join, resolve } from 'node:path';

/** The folder that holds package.json. */
export const projectRoot = resolve(import.meta.dirname, '..');

/** A path inside the project. */
export const inProject = (...parts: readonly string[]): string => join(projectRoot, ...parts);
