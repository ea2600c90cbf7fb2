import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Lower-case hexadecimal SHA-256 of a text's UTF-8 bytes. */
export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** SHA-256 of plain data, independent of the order of object keys; members that are `undefined` do not count. */
export function hashData(data: unknown): string {
  return hashText(canonicalJson(data));
}

/** JSON with sorted keys, so that equal data always gives equal text. */
export function canonicalJson(data: unknown): string {
  return (
    JSON.stringify(data, (_key, value: unknown) => (isRecord(value) ? sortedEntries(value) : value)) ?? 'null'
  );
}

function sortedEntries(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
