import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript-api';

/** The folder of the project. */
export const root = new URL('../../../', import.meta.url);

/** One import of a source file: relative ones as a path below `src`, packages by their specifier. */
export interface Import {
  readonly file: string;
  readonly target: string;
  readonly relative: boolean;
  /** True where it vanishes at run time. */
  readonly typeOnly: boolean;
}

/** The TypeScript files below `src`, as paths relative to it. */
export function sourceFiles(): readonly string[] {
  return readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts'))
    .sort();
}

/** Every import of every source file, `import()` and re-exports included. */
export function importsOfSources(): readonly Import[] {
  return sourceFiles().flatMap((file) => {
    const text = readFileSync(new URL(`src/${file}`, root), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
    const found: Import[] = [];
    const visit = (node: ts.Node): void => {
      const imported = importOf(node);
      if (imported !== undefined) found.push(resolved(file, ...imported));
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

function importOf(node: ts.Node): readonly [specifier: string, typeOnly: boolean] | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return [node.moduleSpecifier.text, isTypeOnly(node.importClause)];
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return [node.moduleSpecifier.text, node.isTypeOnly];
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    const { literal } = node.argument;
    return ts.isStringLiteral(literal) ? [literal.text, true] : undefined;
  }
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return undefined;
  const [argument] = node.arguments;
  return argument && ts.isStringLiteral(argument) ? [argument.text, false] : undefined;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = clause;
  return (
    name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.length > 0 &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
}

function resolved(file: string, specifier: string, typeOnly: boolean): Import {
  const relative = specifier.startsWith('.');
  const target = relative ? posix.join(posix.dirname(file), specifier) : specifier;
  return { file, target, relative, typeOnly };
}
