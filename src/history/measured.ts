import { inside, workspaceKey } from './fileKey.ts';
import { findMeasurements, type MeasuredPrompt, placedIn, seriesOf } from './match.ts';
import { numberOf, optionalNumberOf, type Row, textOf } from './rows.ts';
import type { Sql } from './sql.ts';
import type { Measurement, SoughtPrompt } from './types.ts';

/** The last measurement of each prompt: from its own file, else from wherever in the workspace its text was. */
export function selectMeasurements(
  sql: Sql,
  workspace: string,
  prompts: readonly SoughtPrompt[],
): readonly (Measurement | undefined)[] {
  const placed = prompts.map((prompt) => placedIn(workspace, prompt));
  const files = [...new Set(placed.map(({ file }) => file))];
  const inFiles = files.flatMap((file) => measuredInFile(sql, file));
  return findMeasurements(placed, inFiles, () => measuredElsewhere(sql, workspace, files));
}

/** Every measurement of a prompt, oldest first. */
export function selectSeries(sql: Sql, workspace: string, prompt: SoughtPrompt): readonly Measurement[] {
  const placed = placedIn(workspace, prompt);
  return seriesOf(placed, measuredInFile(sql, placed.file), () =>
    measuredElsewhere(sql, workspace, [placed.file]),
  );
}

const selectMeasured = `
  SELECT m.*, (
    SELECT text FROM prompts p WHERE p.run = m.run AND p.content_hash = m.content_hash AND p.file = m.file LIMIT 1
  ) AS text
  FROM measurements m`;
const newestFirst = 'ORDER BY m.at DESC, m.rowid DESC';
/** How many measurements are looked through for a prompt that was moved. */
const mostLookedThrough = 300;

function measuredInFile(sql: Sql, file: string): readonly MeasuredPrompt[] {
  return sql.all(`${selectMeasured} WHERE m.file = ? ${newestFirst}`, file).map(measuredPrompt);
}

function measuredElsewhere(sql: Sql, workspace: string, files: readonly string[]): readonly MeasuredPrompt[] {
  const where = `WHERE m.file >= ? AND m.file < ? AND m.file NOT IN (${files.map(() => '?').join(', ')})`;
  return sql
    .all(
      `${selectMeasured} ${where} ${newestFirst} LIMIT ${mostLookedThrough}`,
      ...inside(workspaceKey(workspace)),
      ...files,
    )
    .map(measuredPrompt);
}

/** What a run measured, in the order it was recorded. */
export function measuredInRun(sql: Sql, runId: string): readonly Measurement[] {
  return sql.all('SELECT * FROM measurements WHERE run = ? ORDER BY rowid', runId).map(measurementOf);
}

function measuredPrompt(row: Row): MeasuredPrompt {
  return {
    file: textOf(row, 'file'),
    symbol: textOf(row, 'symbol'),
    ordinal: numberOf(row, 'ordinal'),
    text: row['text'] === null ? '' : textOf(row, 'text'),
    measurement: measurementOf(row),
  };
}

function measurementOf(row: Row): Measurement {
  const accuracy = optionalNumberOf(row, 'accuracy');
  const passRate = optionalNumberOf(row, 'pass_rate');
  return {
    runId: textOf(row, 'run'),
    at: numberOf(row, 'at'),
    contentHash: textOf(row, 'content_hash'),
    modelTitle: textOf(row, 'model_title'),
    samples: numberOf(row, 'samples'),
    agreement: numberOf(row, 'agreement'),
    ...(accuracy !== undefined && { accuracy }),
    ...(passRate !== undefined && { passRate }),
    ...(optionalNumberOf(row, 'scattered') === 1 && { scattered: true }),
  };
}
