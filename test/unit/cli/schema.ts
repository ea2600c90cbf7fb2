import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

interface Schema {
  readonly definitions: Readonly<Record<string, object>>;
}

const file = new URL('../../../media/schemas/cli.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(file, 'utf8')) as Schema;
const ajv = new Ajv({ formats: { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) } });
ajv.addSchema(schema, 'cli');

/** Asserts that every line is of one of the kinds, as the published schema defines them. */
export function assertLines(lines: readonly Record<string, unknown>[], ...kinds: readonly string[]): void {
  assert.ok(lines.length > 0, 'there are no lines');
  for (const line of lines) {
    const fits = kinds.some((kind) => ajv.validate(`cli#/definitions/${kind}`, line));
    assert.ok(fits, `${ajv.errorsText()}: ${JSON.stringify(line)}`);
    assert.ok(ajv.validate('cli', line), 'the schema as a whole knows the line');
  }
}
