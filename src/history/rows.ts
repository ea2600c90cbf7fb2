import type { ProblemError } from '../base/problem.ts';
import type { ModelRef } from '../models/types.ts';
import type { Outcome, Reply, RunEnding, TrialPlan, Variant } from '../trials/types.ts';
import { historyError } from './problems.ts';

/** A row as the database gives it: nothing is known of it until a reader here has looked. */
export type Row = Readonly<Record<string, unknown>>;

/** The text in a column. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  throw unreadable(`${column} is not a text`);
}

/** The number in a column. */
export function numberOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value === 'number') return value;
  throw unreadable(`${column} is not a number`);
}

/** The number in a column that may be empty. */
export function optionalNumberOf(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : numberOf(row, column);
}

/** Who started the run. */
export function startedByOf(row: Row): 'editor' | 'terminal' {
  const value = textOf(row, 'started_by');
  if (value === 'editor' || value === 'terminal') return value;
  throw unreadable(`started_by is ${value}`);
}

/** How a run that has ended came to its end; runs of an earlier version say nothing of it. */
export function endingOf(row: Row): RunEnding {
  const value = row['ending'] ?? 'finished';
  if (value === 'finished' || value === 'stopped' || value === 'failed') return value;
  throw unreadable(`ending is ${value}`);
}

/** The plan of a run, as stored. */
export function planOf(row: Row): TrialPlan {
  return jsonOf(row, 'plan', isPlan);
}

/** An outcome, as stored. */
export function outcomeOf(row: Row): Outcome {
  return jsonOf(row, 'outcome', isOutcome);
}

/** A stored reply. */
export function replyOf(row: Row): Reply {
  const outcome = outcomeOf(row);
  if (outcome.type === 'reply') return outcome;
  throw unreadable('outcome is not a reply');
}

function jsonOf<T>(row: Row, column: string, holds: (value: unknown) => value is T): T {
  const value = parse(textOf(row, column));
  if (holds(value)) return value;
  throw unreadable(`${column} has another shape`);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isPlan(value: unknown): value is TrialPlan {
  return (
    isRecord(value) &&
    has(value, 'string', 'extractor', 'comparer', 'stop') &&
    has(value, 'number', 'samples', 'concurrency') &&
    has(value, 'boolean', 'useCache') &&
    every(value['variants'], isVariant) &&
    every(value['cases'], (item) => isRecord(item) && has(item, 'string', 'id') && isRecord(item['inputs']))
  );
}

function isVariant(value: unknown): value is Variant {
  return (
    isRecord(value) &&
    has(value, 'string', 'id', 'title') &&
    isModel(value['model']) &&
    isRecord(value['sampling']) &&
    every(
      value['messages'],
      (message) =>
        isRecord(message) && has(message, 'string', 'role', 'text') && Array.isArray(message['holes']),
    )
  );
}

function isModel(value: unknown): value is ModelRef {
  return isRecord(value) && has(value, 'string', 'provider', 'model');
}

function isOutcome(value: unknown): value is Outcome {
  if (!isRecord(value)) return false;
  if (!has(value, 'string', 'variant', 'case', 'requestHash') || !has(value, 'number', 'slot', 'millis'))
    return false;
  if (value['type'] === 'failure') {
    const failure = value['failure'];
    return isRecord(failure) && has(failure, 'string', 'code') && isRecord(failure['phrase']);
  }
  return (
    value['type'] === 'reply' &&
    has(value, 'string', 'text', 'finish') &&
    has(value, 'boolean', 'cached') &&
    isRecord(value['requested']) &&
    isRecord(value['confirmed'])
  );
}

function every(value: unknown, holds: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(holds);
}

function has(value: Row, type: 'string' | 'number' | 'boolean', ...members: readonly string[]): boolean {
  return members.every((member) => typeof value[member] === type);
}

function isRecord(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(detail: string): ProblemError {
  return historyError('history-unreadable-row', { detail });
}
