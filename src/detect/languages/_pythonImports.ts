import type { Node } from 'web-tree-sitter';
import { namedChildren } from './_nodes.ts';
import { folderOf, foldersAround, joinPaths } from './_paths.ts';
import type { ImportedName } from './types.ts';

/** The names that `import …` and `from … import …` bring. */
export function imports(node: Node): readonly ImportedName[] {
  if (node.type === 'import_statement') return namedChildren(node).map(importedModule);
  if (node.type !== 'import_from_statement') return [];
  const from = node.childForFieldName('module_name');
  const module = from?.text ?? '';
  if (module === '') return [];
  return namedChildren(node)
    .filter(({ id }) => id !== from?.id)
    .map((child) =>
      child.type === 'wildcard_import' ? { local: '*', module, name: '*' } : { ...namesOf(child), module },
    );
}

/** `import a.b` is spoken of as `a.b`, `import a.b as c` as `c`. */
function importedModule(node: Node): ImportedName {
  const { local, name } = namesOf(node);
  return { local, module: name, name: '*' };
}

function namesOf(node: Node): Pick<ImportedName, 'local' | 'name'> {
  const name = node.childForFieldName('name')?.text ?? node.text;
  return { local: node.childForFieldName('alias')?.text ?? name, name };
}

/** Relative modules count from the file's package; others may begin at any folder around, or in its `src`. */
export function moduleFiles(module: string, path: string): readonly string[] {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const inner = module.slice(dots).replaceAll('.', '/');
  const folder = folderOf(path);
  const bases =
    dots > 0
      ? [joinPaths(folder, '../'.repeat(dots - 1))]
      : foldersAround(folder).flatMap((around) => [around, joinPaths(around, 'src')]);
  return bases.flatMap((base) => {
    const target = base === undefined ? undefined : joinPaths(base, inner);
    if (target === undefined) return [];
    const inPackage = joinPaths(target, '__init__.py') ?? '';
    return target === (base ?? '') ? [inPackage] : [`${target}.py`, inPackage];
  });
}

/** A name that a package does not define may be one of its modules. */
export function submodule(module: string, name: string): string {
  return module.endsWith('.') ? module + name : `${module}.${name}`;
}
