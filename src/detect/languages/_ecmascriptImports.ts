import type { Node } from 'web-tree-sitter';
import { keyOf, pathOf } from './_ecmascriptPaths.ts';
import { namedChildren } from './_nodes.ts';
import { folderOf, foldersAround, joinPaths } from './_paths.ts';
import type { ImportedName } from './types.ts';

/** The names that imports, re-exports and `require` bring, and those that exports give another name. */
export function imports(node: Node): readonly ImportedName[] {
  switch (node.type) {
    case 'import_statement':
      return importedNames(node);
    case 'export_statement':
      return exportedNames(node);
    case 'variable_declarator':
      return requiredNames(node);
    default:
      return [];
  }
}

function importedNames(node: Node): readonly ImportedName[] {
  const module = keyOf(node.childForFieldName('source'));
  const clause = namedChildren(node).find(({ type }) => type === 'import_clause');
  if (module === undefined || clause === undefined) return [];
  return namedChildren(clause).flatMap((child): readonly ImportedName[] => {
    if (child.type === 'identifier') return [{ local: child.text, module, name: 'default' }];
    if (child.type === 'namespace_import')
      return [{ local: child.firstNamedChild?.text ?? '', module, name: '*' }];
    return specifiers(child, module);
  });
}

/** `export { a as b }`, with or without a module; `export * from`; `export default a`. */
function exportedNames(node: Node): readonly ImportedName[] {
  const module = keyOf(node.childForFieldName('source')) ?? '';
  const value = node.childForFieldName('value');
  if (value?.type === 'identifier') return [{ local: 'default', module: '', name: value.text }];
  const clause = namedChildren(node).find(({ type }) => type === 'export_clause');
  if (clause !== undefined)
    return specifiers(clause, module).filter(({ local, name }) => module !== '' || local !== name);
  const namespace = namedChildren(node).find(({ type }) => type === 'namespace_export');
  if (namespace !== undefined) return [{ local: namespace.firstNamedChild?.text ?? '', module, name: '*' }];
  return module === '' ? [] : [{ local: '*', module, name: '*' }];
}

function specifiers(clause: Node, module: string): readonly ImportedName[] {
  return namedChildren(clause).map((child) => {
    const name = child.childForFieldName('name')?.text ?? '';
    return { local: child.childForFieldName('alias')?.text ?? name, module, name };
  });
}

/** `const prompts = require('./prompts')`, also with a pattern on the left or a member on the right. */
function requiredNames(node: Node): readonly ImportedName[] {
  const value = node.childForFieldName('value');
  const member = value?.type === 'member_expression' ? keyOf(value.childForFieldName('property')) : undefined;
  const call = member === undefined ? value : value?.childForFieldName('object');
  if (call?.type !== 'call_expression' || call.childForFieldName('function')?.text !== 'require') return [];
  const module = keyOf(call.childForFieldName('arguments')?.firstNamedChild ?? null);
  const target = node.childForFieldName('name');
  if (module === undefined || target === null) return [];
  if (target.type !== 'object_pattern') return [{ local: pathOf(target) ?? '', module, name: member ?? '*' }];
  return namedChildren(target).flatMap((child): readonly ImportedName[] => {
    const name = keyOf(child.childForFieldName('key') ?? child);
    const local = keyOf(child.childForFieldName('value') ?? child);
    return name === undefined || local === undefined ? [] : [{ local, module, name }];
  });
}

const endings = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '.cts', '.cjs'];
/** What TypeScript sources are called whose compiled files an import names. */
const sources: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

/** Relative modules, and those under the aliases that projects give their root or its `src`. */
export function moduleFiles(module: string, path: string): readonly string[] {
  const folder = folderOf(path);
  const alias = /^[@~#]\/(.+)$/.exec(module)?.[1];
  const targets =
    alias !== undefined
      ? foldersAround(folder).flatMap((around) => [
          joinPaths(around, `src/${alias}`),
          joinPaths(around, alias),
        ])
      : /^\.\.?(?:\/|$)/.test(module)
        ? [joinPaths(folder, module)]
        : [];
  return targets.flatMap((target) => (target === undefined ? [] : filesOf(target)));
}

function filesOf(target: string): readonly string[] {
  const ending = /\.[cm]?[jt]sx?$/.exec(target)?.[0];
  if (ending !== undefined)
    return (sources[ending] ?? [ending]).map((each) => target.slice(0, -ending.length) + each);
  const inFolder = target === '' ? 'index' : `${target}/index`;
  return [
    ...(target === '' ? [] : endings.map((each) => target + each)),
    ...endings.map((each) => inFolder + each),
  ];
}
