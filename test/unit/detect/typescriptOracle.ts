import assert from 'node:assert/strict';
import ts from 'typescript-api';
import { holeMark } from './support.ts';

/** The TypeScript compiler's own reading of the property prompt, every interpolation as one mark. */
export function readByCompiler(source: string, fileName: string): string {
  const file = parse(source, fileName);
  assert.deepEqual(problemsOf(file), [], source);
  let found: string | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'prompt') found ??= textOf(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(file);
  assert.ok(found !== undefined, source);
  return found;
}

/** True where the text is a program without syntax errors. */
export function isProgram(source: string, fileName: string): boolean {
  return problemsOf(parse(source, fileName)).length === 0;
}

/** What npm's dedent gives for a template: it sees escapes as they are written, and they are read afterwards. */
function dedentedTemplate(template: ts.TemplateLiteral): string {
  const escapes: string[] = [];
  const masked = (part: ts.TemplateLiteralLikeNode) =>
    (part.rawText ?? '').replace(/\r\n?/g, '\n').replace(/\\(?:u\{[^}]*\}|u.{4}|x..|[\s\S])/g, (written) => {
      escapes.push(new Function(`return \`${written}\``)());
      return String.fromCharCode(firstMask + escapes.length - 1);
    });
  const text = ts.isTemplateExpression(template) ? templateText(template, masked) : masked(template);
  return dedented(text).replace(
    /[\uE000-\uF8FF]/g,
    (char) => escapes[char.charCodeAt(0) - firstMask] ?? char,
  );
}

/** The first of the characters for private use, which stand for escapes. */
const firstMask = 0xe000;

/** The least indentation goes, both ends are trimmed. */
function dedented(text: string): string {
  const lines = text.split('\n');
  const indents = lines.flatMap((line) => /^(\s+)\S/.exec(line)?.[1]?.length ?? []);
  const least = Math.min(...indents);
  const cut =
    indents.length === 0 ? lines : lines.map((line) => (/^[ \t]/.test(line) ? line.slice(least) : line));
  return cut.join('\n').trim();
}

function parse(source: string, fileName: string): ts.SourceFile {
  return ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
}

function problemsOf(file: ts.SourceFile): readonly unknown[] {
  const { parseDiagnostics } = file as unknown as { readonly parseDiagnostics: readonly ts.Diagnostic[] };
  return parseDiagnostics.map(({ messageText }) => messageText);
}

function textOf(node: ts.Expression): string {
  if (ts.isParenthesizedExpression(node)) return textOf(node.expression);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) return templateText(node, (part) => part.text);
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'dedent')
    return dedentedTemplate(node.template);
  if (ts.isCallExpression(node)) {
    const {
      expression: callee,
      arguments: [first],
    } = node;
    if (first !== undefined && ts.isIdentifier(callee)) return dedented(textOf(first));
    if (!ts.isPropertyAccessExpression(callee)) return holeMark;
    const { expression: owner } = callee;
    if (ts.isArrayLiteralExpression(owner) && first !== undefined)
      return owner.elements.map(textOf).join(textOf(first));
    return callee.name.text === 'trim' ? textOf(owner).trim() : holeMark;
  }
  if (ts.isTaggedTemplateExpression(node)) {
    const raw = (part: ts.TemplateLiteralLikeNode) => (part.rawText ?? '').replace(/\r\n?/g, '\n');
    return ts.isTemplateExpression(node.template) ? templateText(node.template, raw) : raw(node.template);
  }
  if (ts.isBinaryExpression(node)) return textOf(node.left) + textOf(node.right);
  return holeMark;
}

function templateText(
  node: ts.TemplateExpression,
  read: (part: ts.TemplateLiteralLikeNode) => string,
): string {
  return node.templateSpans.reduce(
    (text, span) => text + textOf(span.expression) + read(span.literal),
    read(node.head),
  );
}
