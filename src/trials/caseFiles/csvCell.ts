/** A field as RFC 4180 has it: in quotes only where it has to be. */
export function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A row, without its line end. */
export function csvRow(cells: readonly string[]): string {
  return cells.map(csvCell).join(',');
}
