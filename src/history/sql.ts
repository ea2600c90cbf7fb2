import type { Row } from './rows.ts';

/** A value SQLite can hold. */
export type SqlValue = string | number | bigint | null;

/** A database on this thread. Opens when first used; throws a `ProblemError` with one sentence where it cannot go on. */
export interface Sql {
  all(statement: string, ...values: readonly SqlValue[]): readonly Row[];
  run(statement: string, ...values: readonly SqlValue[]): void;
  /** Runs `work` between BEGIN IMMEDIATE and COMMIT; rolls back when it throws. */
  transaction(work: () => void): void;
  close(): void;
}
