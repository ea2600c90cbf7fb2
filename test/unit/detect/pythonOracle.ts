import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { holeMark } from './support.ts';

const program = `
import ast, inspect, json, sys, textwrap

def text(node, mark):
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else mark
    if isinstance(node, ast.JoinedStr):
        return ''.join(text(value, mark) for value in node.values)
    if isinstance(node, ast.FormattedValue) and isinstance(node.value, (ast.Constant, ast.JoinedStr)):
        return text(node.value, mark)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = text(node.left, mark), text(node.right, mark)
        return left + right
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return text(node.left, mark) % filled(node.right, mark)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        owner, name = node.func.value, node.func.attr
        if isinstance(owner, ast.Name) and owner.id in ('textwrap', 'inspect'):
            return getattr({'textwrap': textwrap, 'inspect': inspect}[owner.id], name)(text(node.args[0], mark))
        if name == 'format':
            named = {each.arg: Mark(mark) for each in node.keywords}
            return text(owner, mark).format(*[Mark(mark) for each in node.args], **named)
        if name == 'join':
            return text(owner, mark).join(text(item, mark) for item in node.args[0].elts)
        return getattr(text(owner, mark), name)()
    return mark

class Mark(str):
    def __format__(self, spec):
        return str(self)

def built(statements, node, mark):
    if not isinstance(node, ast.Name):
        return text(node, mark)
    result = ''
    for each in statements:
        if isinstance(each, ast.Assign) and each.targets[0].id == node.id:
            result = text(each.value, mark)
        if isinstance(each, ast.AugAssign) and each.target.id == node.id:
            result += text(each.value, mark)
    return result

def filled(node, mark):
    if isinstance(node, ast.Dict):
        return {key.value: mark for key in node.keys}
    return tuple(mark for each in node.elts) if isinstance(node, ast.Tuple) else mark

for line in sys.stdin:
    case = json.loads(line)
    try:
        tree = ast.parse(case['source'].encode('utf-8', 'surrogatepass').decode('utf-8'))
        values = [node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == 'prompt']
        answer = {'text': built(tree.body, values[0], case['mark'])}
    except Exception as error:
        answer = {'error': repr(error)}
    print(json.dumps(answer), flush=True)
`;

/** Python's own reading of the keyword argument prompt: its text with every interpolation as one mark. */
export class PythonOracle {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;

  constructor() {
    this.#child = spawn('python3', ['-c', program], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (this.#child.stdout === null) throw new Error('python3 has no output');
    this.#reader = createInterface({ input: this.#child.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  static isAvailable(): boolean {
    return spawnSync('python3', ['--version']).status === 0;
  }

  async read(source: string): Promise<string> {
    this.#child.stdin?.write(`${JSON.stringify({ source, mark: holeMark })}\n`);
    const answer = JSON.parse((await this.#lines.next()).value) as { text?: string; error?: string };
    if (answer.text === undefined) throw new Error(`${answer.error}\n${source}`);
    return answer.text;
  }

  dispose(): void {
    this.#reader.close();
    this.#child.kill();
  }
}
