import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import { type Behaviour, type Call, type FaultServer, startFaultServer } from '../../support/faultServer.ts';
import { createFolder, type Folder, type Outcome } from './folder.ts';
import { assertLines } from './schema.ts';

type Line = Readonly<Record<string, unknown>>;

const ask = 'Which is larger, 9 or 11? Reply with the number only.\n';
const say = (text: string): Behaviour => ({ kind: 'reply', text, ignoreN: true });

describe('terminal trials', () => {
  let folder: Folder;
  let server: FaultServer;
  afterEach(async () => {
    folder.dispose();
    await server.close();
  });

  const begin = async (
    files: Readonly<Record<string, string>>,
    behave: (call: Call) => Behaviour = () => say('11'),
  ) => {
    server = await startFaultServer({ behave });
    folder = createFolder(files);
  };
  const trial = (file: string, ...options: readonly string[]) =>
    folder.run(['trial', file, '--model', 'm', '--base-url', server.baseUrl, ...options]);
  const ofType = (outcome: Outcome, type: string) => outcome.lines().filter((line) => line['type'] === type);
  const tallyOf = (outcome: Outcome): Line => {
    const last = outcome.lines().at(-1);
    assert.equal(last?.['type'], 'tally');
    return last ?? {};
  };
  const casesOf = (outcome: Outcome) => tallyOf(outcome)['cases'] as readonly Line[];
  const totalsOf = (outcome: Outcome) => tallyOf(outcome)['totals'] as readonly Line[];

  const accuracyOf = (outcome: Outcome) => totalsOf(outcome)[0]?.['accuracy'] as { readonly share: number };

  it('prints a line per reply and the vote last, which the lines add up to', async () => {
    const answers = ['11', 'The answer is 9.', '11', 'I think it is **11**.', '11.0'];
    await begin({ 'a.prompt.txt': ask }, ({ index }) => say(answers[index % answers.length] ?? ''));
    const outcome = await trial('a.prompt.txt', '--samples', '10', '--stop', 'none', '--json');
    assert.equal(outcome.code, 0, outcome.err);
    assertLines(outcome.lines(), 'reply', 'reread', 'tally');
    const [tally] = casesOf(outcome);
    const replies = ofType(outcome, 'reply');
    assert.equal(replies.length, 10);
    assert.equal(tally?.['samples'], 10);
    assert.equal(tally?.['majority'], '11');
    assert.equal(tally?.['share'], 0.8);
    assert.deepEqual(tally?.['counts'], { 9: 2, 11: 8 });
    assert.equal(replies.filter(({ answer }) => answer === '9').length, 2);
    assert.match(outcome.err, /Asking m \(http:\/\/127.* at most 10 times/);
  });

  it('stops when decided, and says what that saved', async () => {
    await begin({ 'a.prompt.txt': ask });
    const outcome = await trial('a.prompt.txt', '--samples', '40', '--json');
    assert.equal(casesOf(outcome)[0]?.['stopped'], 'decided');
    assert.ok(ofType(outcome, 'reply').length < 20);
    assert.equal(tallyOf(outcome)['saved'], 40 - ofType(outcome, 'reply').length);
    const readable = await trial('a.prompt.txt', '--samples', '40');
    assert.match(readable.out, /11 +100 % .* decided/);
    assert.match(readable.out, /Decided early: \d+ of 40 requests were not needed/);
  });

  it('keeps a key to the origin it belongs to', async () => {
    await begin({ 'a.prompt.txt': ask });
    const argv = [
      ...['trial', 'a.prompt.txt', '--model', 'm', '--base-url', server.baseUrl, '--samples', '1', '--json'],
      '--no-cache',
    ];
    const sent = async (env: Record<string, string>) => {
      const { code, err } = await folder.run(argv, { env });
      assert.equal(code, 0, err);
      return server.calls.at(-1)?.headers.authorization ?? '';
    };
    assert.doesNotMatch(await sent({ OPENAI_API_KEY: 'sk-secret' }), /sk-secret/);
    const elsewhere = { OPENAI_API_KEY: 'sk-secret', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' };
    assert.doesNotMatch(await sent(elsewhere), /sk-secret/);
    assert.equal(
      await sent({ OPENAI_API_KEY: 'sk-own', OPENAI_BASE_URL: `${server.origin}/v1` }),
      'Bearer sk-own',
    );
    assert.equal(
      await sent({ OPENAI_API_KEY: 'sk-secret', PROMPT_QUORUM_API_KEY: 'pq-key' }),
      'Bearer pq-key',
    );
  });

  it('refuses an address that holds a password, and neither shows nor stores it', async () => {
    await begin({ 'a.prompt.txt': ask });
    const url = server.baseUrl.replace('//', '//user:secret@');
    const outcome = await folder.run(['trial', 'a.prompt.txt', '--model', 'm', '--base-url', url]);
    assert.equal(outcome.code, 2);
    assert.doesNotMatch(outcome.err + outcome.out, /secret/);
    assert.equal(server.calls.length, 0);
  });

  it('exits with 2 and one sentence where no reply came', async () => {
    await begin({ 'a.prompt.txt': ask }, () => ({ kind: 'error', status: 401, code: 'invalid_api_key' }));
    const outcome = await trial('a.prompt.txt', '--samples', '3', '--json');
    assert.equal(outcome.code, 2);
    assertLines(outcome.lines(), 'failure', 'tally');
    assert.equal(ofType(outcome, 'failure')[0]?.['code'], 'missing-key');
    assert.equal(casesOf(outcome)[0]?.['majority'], null);
    assert.match(outcome.err, /No reply was received: .*key/);
    const argv = ['trial', 'a.prompt.txt', '--model', 'm', '--base-url', server.baseUrl, '--json'];
    const withKey = await folder.run(argv, { env: { PROMPT_QUORUM_API_KEY: 'sk-wrong' } });
    assert.equal(withKey.code, 2);
    assert.equal(ofType(withKey, 'failure')[0]?.['code'], 'unauthorized');
    assert.doesNotMatch(withKey.out + withKey.err, /sk-wrong/);
  });

  it('tells that some samples failed, and goes on with the others', async () => {
    await begin({ 'a.prompt.txt': ask }, ({ index }) =>
      index === 2 ? { kind: 'error', status: 400, code: 'content_filter' } : say('11'),
    );
    const outcome = await trial('a.prompt.txt', '--samples', '6', '--stop', 'none', '--json');
    assert.equal(outcome.code, 0);
    assertLines(outcome.lines(), 'reply', 'failure', 'tally');
    assert.equal(ofType(outcome, 'reply').length + ofType(outcome, 'failure').length, 6);
    assert.ok(ofType(outcome, 'failure').length > 0);
    assert.match(outcome.err, /of 6 samples failed: /);
  });

  it('fills placeholders from a cases file and measures against expected answers', async () => {
    const cases = 'x,expected\n9 or 11,11\n3 or 2,3\n';
    await begin(
      { 'a.prompt.txt': 'Which is larger, {{x}}? Reply with the number only.\n', 'rows.csv': cases },
      ({ body }) => say(body.messages.at(-1)?.content.includes('9 or 11') ? '11' : '2'),
    );
    const options = ['--cases', 'rows.csv', '--samples', '4', '--json'];
    const outcome = await trial('a.prompt.txt', ...options, '--min-agreement', '1');
    assert.equal(outcome.code, 0, outcome.err);
    assertLines(outcome.lines(), 'reply', 'tally');
    const right = casesOf(outcome).map((one) => [one['case'], one['majority'], one['majorityCorrect']]);
    assert.deepEqual(right, [
      ['1', '11', true],
      ['2', '2', false],
    ]);
    assert.equal(accuracyOf(outcome).share, 0.5);
    const gated = await trial('a.prompt.txt', ...options, '--min-accuracy', '0.8');
    assert.equal(gated.code, 1);
    assert.match(gated.err, /Gate not met: a is right in 50 %, below 80 %/);
  });

  it('calls agreement by that name in the summary and at the gate', async () => {
    await begin({ 'a.prompt.txt': ask }, ({ index }) => say(index === 0 ? '9' : '11'));
    const options = ['--samples', '4', '--stop', 'none'];
    const outcome = await trial('a.prompt.txt', ...options, '--min-agreement', '0.9');
    assert.equal(outcome.code, 1);
    assert.match(outcome.out, /75 % agreement \(cases: 1\)/);
    assert.match(outcome.err, /Gate not met: agreement of a is 75 %, below 90 %/);
  });

  it('finds the cases file beside the prompt', async () => {
    const rows = '{"id": "one", "name": "Ann", "expected": "yes"}\n';
    await begin({ 'sub/a.prompt.txt': 'Is {{name}} a name?\n', 'sub/a.cases.jsonl': rows }, () => say('Yes'));
    const outcome = await trial('sub/a.prompt.txt', '--samples', '2', '--json');
    assert.equal(casesOf(outcome)[0]?.['case'], 'one', outcome.err);
    assert.match(outcome.err, /Cases from sub\/a\.cases\.jsonl/);
    assert.equal(server.calls[0]?.body.messages[0]?.content, 'Is Ann a name?\n'.trimEnd());
  });

  it('takes values and a task from the command line', async () => {
    await begin({ 'a.prompt.txt': 'Is {{name}} a name?\n', 'AGENTS.md': '# Rules\nAnswer in one word.\n' });
    await trial('a.prompt.txt', '--set', 'name=B = C', '--samples', '1');
    assert.match(server.calls.at(-1)?.body.messages[0]?.content ?? '', /Is B = C a name\?/);
    await trial('AGENTS.md', '--task', 'Say hello', '--samples', '1');
    const roles = server.calls.at(-1)?.body.messages.map(({ role, content }) => `${role}: ${content}`);
    assert.match(roles?.[0] ?? '', /^system: .*Answer in one word/s);
    assert.equal(roles?.[1], 'user: Say hello');
  });

  it('samples as the prompt itself says, unless the command line says otherwise', async () => {
    const file =
      'model: m\nmodelParameters:\n  temperature: 0.3\n  maxTokens: 7\nmessages:\n  - role: user\n    content: Is it odd?\n';
    await begin({ 'a.prompt.yml': file });
    await trial('a.prompt.yml', '--samples', '1');
    assert.equal(server.calls.at(-1)?.body['temperature'], 0.3);
    assert.ok(JSON.stringify(server.calls.at(-1)?.body).includes(':7'));
    await trial('a.prompt.yml', '--samples', '1', '--temperature', '1.5');
    assert.equal(server.calls.at(-1)?.body['temperature'], 1.5);
  });

  it('tries a second prompt on the same cases', async () => {
    await begin(
      { 'a.prompt.txt': 'Is {{x}} odd?\n', 'b.prompt.txt': 'Think first. Is {{x}} odd?\n' },
      ({ body }) => say(body.messages[0]?.content.startsWith('Think') ? 'yes' : 'no'),
    );
    const outcome = await trial(
      'a.prompt.txt',
      ...['--against', 'b.prompt.txt', '--set', 'x=3', '--samples', '3', '--json'],
    );
    const majorities = casesOf(outcome).map(({ variant, majority }) => [variant, majority]);
    assert.deepEqual(majorities, [
      ['a', 'no'],
      ['b', 'yes'],
    ]);
    const readable = await folder.run(['history', String(tallyOf(outcome)['run'])]);
    assert.match(readable.out, /Variant +Case +Majority/);
  });

  it('does not ask again for what is stored, unless told to', async () => {
    await begin({ 'a.prompt.txt': ask });
    const options = ['--samples', '4', '--stop', 'none', '--json'];
    await trial('a.prompt.txt', ...options);
    const asked = server.calls.length;
    const again = await trial('a.prompt.txt', ...options);
    assert.equal(server.calls.length, asked);
    assert.ok(ofType(again, 'reply').every(({ cached }) => cached === true));
    assert.equal(totalsOf(again)[0]?.['cached'], 4);
    await trial('a.prompt.txt', ...options, '--no-cache');
    assert.ok(server.calls.length > asked);
  });

  it('shows stored runs, computed anew from the raw replies', async () => {
    await begin({ 'a.prompt.txt': ask }, ({ index }) => say(`Reason ${index}.\nAnswer: 11`));
    const outcome = await trial('a.prompt.txt', '--samples', '3', '--stop', 'none', '--json');
    const id = String(tallyOf(outcome)['run']);
    const list = await folder.run(['history', '--json']);
    assertLines(list.lines(), 'run');
    assert.deepEqual([list.lines().length, list.lines()[0]?.['id']], [1, id]);
    const shown = await folder.run(['history', id, '--json']);
    assertLines(shown.lines(), 'reply', 'tally');
    assert.deepEqual(casesOf(shown), casesOf(outcome));
    const whole = await folder.run(['history', id, '--json', '--extractor', 'whole-text']);
    assert.equal(casesOf(whole)[0]?.['majority'], null);
    assert.equal(Object.keys(casesOf(whole)[0]?.['counts'] as Line).length, 3);
    assert.match(
      (await folder.run(['history'])).out,
      new RegExp(`${id} .*a\\.prompt\\.txt.* 3 / 3 +finished`),
    );
    assert.equal((await folder.run(['history', 'none'])).code, 2);
  });

  it('asks for what is missing with one sentence, before anything is sent', async () => {
    await begin({
      'a.prompt.txt': ask,
      'hole.prompt.txt': 'Is {{name}} a name?\n',
      'AGENTS.md': 'Answer in one word.\n',
      'empty.csv': 'name\n',
    });
    const model = ['--model', 'm', '--base-url', server.baseUrl];
    const refusals: readonly (readonly [readonly string[], RegExp])[] = [
      [['trial'], /Name one file: prompt-quorum trial FILE/],
      [['trial', 'a.prompt.txt'], /--model is missing; name a model, or builtin/],
      [['trial', 'a.prompt.txt', '--model', 'm', '--base-url', 'localhost'], /not an address/],
      [['trial', 'hole.prompt.txt', ...model], /needs a value for name; give it with --set name=VALUE/],
      [['trial', 'hole.prompt.txt', ...model, '--set', 'nam=x'], /takes no value for nam; .*: name/],
      [['trial', 'hole.prompt.txt', ...model, '--set', 'x'], /--set takes NAME=VALUE/],
      [['trial', 'hole.prompt.txt', ...model, '--cases', 'empty.csv'], /empty\.csv holds no usable case/],
      [['trial', 'hole.prompt.txt', ...model, '--cases', 'gone.csv'], /gone\.csv cannot be read/],
      [['trial', 'hole.prompt.txt', ...model, '--cases', 'a.txt'], /a\.txt is no cases file/],
      [['trial', 'AGENTS.md', ...model], /give one with --task TEXT/],
      [['trial', 'a.prompt.txt', ...model, '--stop', 'soon'], /soon/],
      [['trial', 'a.prompt.txt', ...model, '--extractor', 'magic'], /magic/],
      [['trial', 'a.prompt.txt', ...model, '--min-accuracy', '0.5'], /--min-accuracy needs right answers/],
      [['trial', 'a.prompt.txt', ...model, '--samples', '0'], /whole number from 1 to 1000/],
      [['trial', '--resume', 'none'], /no run none; "prompt-quorum history"/],
      [['trial', 'a.prompt.txt', '--resume', 'x'], /leave out a\.prompt\.txt/],
      [['trial', '--resume', 'x', '--samples', '3'], /leave out --samples/],
    ];
    for (const [argv, sentence] of refusals) {
      const { code, out, err } = await folder.run(argv);
      assert.deepEqual([code, out], [2, ''], argv.join(' '));
      assert.match(err, sentence);
    }
    assert.equal(server.calls.length, 0);
  });

  it('tells of a missing key before anything is asked or stored', async () => {
    await begin({ 'a.prompt.txt': ask });
    const outcome = await folder.run(['trial', 'a.prompt.txt', '--model', 'gpt-5-mini', '--json']);
    assert.equal(outcome.code, 2);
    assert.match(outcome.err, /needs an API key/);
    assert.equal(outcome.out, '');
    assert.match((await folder.run(['history'])).err, /no runs yet/);
  });

  it('judges free text by the checks of the cases file, and shows lengths where there is no majority', async () => {
    const replies = [
      'Dear Ada, we refund it.',
      'Ada: refund on its way!',
      'We cannot help, sorry.',
      'Hi Ada, a refund, gladly.',
    ];
    await begin(
      {
        'a.prompt.txt': 'Write a mail to {{name}}.\n',
        'a.cases.yaml':
          'checks:\n  - contains: refund\ncases:\n  - name: Ada\n    checks:\n      - javascript: reply.includes(inputs.name)\n      - length: { max: 5, unit: words }\n  - name: Bob\n    proposed: true\n',
      },
      ({ index }) => say(replies[index % replies.length] ?? ''),
    );
    const outcome = await trial('a.prompt.txt', '--samples', '4', '--json', '--min-pass-rate', '0.9');
    assert.equal(outcome.code, 1, outcome.err);
    assert.match(outcome.err, /1 proposed cases are left out/);
    assert.match(outcome.err, /Gate not met: a passes its checks in 75 %/);
    assertLines(outcome.lines(), 'reply', 'reread', 'tally');
    const [tally] = casesOf(outcome);
    assert.equal(tally?.['scattered'], true);
    const checks = tally?.['checks'] as Line & { readonly each: readonly Line[] };
    assert.equal(checks['share'], 0.75);
    assert.deepEqual(
      checks.each.map(({ check, passed }) => [check, passed]),
      [
        [{ contains: 'refund' }, 3],
        [{ javascript: 'reply.includes(inputs.name)' }, 3],
        [{ length: { max: 5, unit: 'words' } }, 4],
      ],
    );
    const readable = await trial('a.prompt.txt', '--samples', '4');
    assert.match(readable.out, /nearly all differ/);
    assert.match(readable.out, /3 of 4 replies: contains "refund"/);
    assert.match(readable.out, /Length: 4 – [\d.]+ – 5 words/);
    assert.match(readable.out, /75 % pass their checks/);
  });

  it('compares several texts and models, and names the cases that flipped', async () => {
    await begin(
      {
        'a.prompt.txt': 'Is {{x}} even? yes or no\n',
        'b.prompt.txt': 'Is {{x}} divisible by two? yes or no\n',
        'a.cases.jsonl': '{"id":"two","x":"2","expected":"yes"}\n{"id":"three","x":"3","expected":"no"}\n',
      },
      ({ body }) => say(JSON.stringify(body).includes('divisible') ? 'yes' : 'no'),
    );
    const argv = ['--against', 'b.prompt.txt', '--model', 'm2', '--samples', '2', '--json'];
    const outcome = await trial('a.prompt.txt', ...argv);
    assert.equal(outcome.code, 0, outcome.err);
    assertLines(outcome.lines(), 'reply', 'reread', 'tally');
    const variants = tallyOf(outcome)['variants'] as readonly Line[];
    assert.deepEqual(
      variants.map(({ id, model }) => `${id} ${model}`),
      ['a m', 'b m2', 'c m', 'd m2'],
    );
    const compared = tallyOf(outcome)['compared'] as readonly Line[];
    assert.deepEqual(
      compared.map(({ baseline, variant }) => `${variant} beside ${baseline}`),
      ['b beside a', 'c beside a', 'd beside b'],
    );
    assert.deepEqual(compared[1], {
      ...{ baseline: 'a', variant: 'c', changed: 2, comparable: 2 },
      ...{ fixed: ['two'], broken: ['three'] },
    });
    const readable = await trial('a.prompt.txt', ...argv.slice(0, -1));
    assert.match(
      readable.out,
      /c beside a: 2 of 2 leading answers differ\. Now right: case two\. Now wrong: case three\./,
    );
    assert.match(readable.out, /^d beside b: 2 of 2/m);
    const [run] = (await folder.run(['history', '--json'])).lines();
    assert.equal((run?.['prompts'] as readonly Line[] | undefined)?.length, 4);
  });

  it('takes the same prompt as git has it', async () => {
    await begin({ 'a.prompt.txt': 'Which is larger, 9 or 11?\n' });
    const git = (...argv: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...argv], {
        cwd: folder.path,
      });
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    folder.write('a.prompt.txt', ask);
    const outcome = await trial('a.prompt.txt', '--against', 'git:HEAD', '--samples', '1', '--json');
    assert.equal(outcome.code, 0, outcome.err);
    const sent = server.calls.map(({ body }) => JSON.stringify(body));
    assert.equal(sent.filter((body) => body.includes('number only')).length, 1);
    assert.equal(sent.length, 2);
    const variants = tallyOf(outcome)['variants'] as readonly Line[];
    assert.match(String(variants[1]?.['title']), /\(HEAD\)$/);
    for (const [revision, says] of [
      ['git:nowhere', /is not in nowhere/],
      ['git:--output=x', /names no revision/],
      ['git:HEAD:b', /names no revision/],
    ] as const) {
      const refused = await trial('a.prompt.txt', '--against', revision);
      assert.equal(refused.code, 2);
      assert.match(refused.err, says);
    }
  });

  it('reads an old run another way, exports and deletes it, and asks nobody', async () => {
    await begin({ 'a.prompt.txt': ask }, ({ index }) => say(index % 2 === 0 ? 'It is 11.' : '=cmd()'));
    const id = String(
      (await trial('a.prompt.txt', '--samples', '4', '--stop', 'none', '--json')).lines().at(-1)?.['run'],
    );
    const asked = server.calls.length;
    const shown = await folder.run(['history', 'show', id, '--extractor', 'whole-text', '--json']);
    assert.deepEqual(casesOf(shown)[0]?.['counts'], { 'It is 11': 2, '=cmd()': 2 });
    const raw = await folder.run(['history', 'export', id]);
    const [head, ...replies] = raw.lines();
    assert.deepEqual([head?.['type'], Array.isArray(head?.['variants'])], ['run', true]);
    assert.deepEqual(
      replies.map(({ run, text, model }) => [run, text, (model as Line)['model']]),
      ['It is 11.', '=cmd()', 'It is 11.', '=cmd()'].map((text) => [id, text, 'm']),
    );
    const tallies = await folder.run([
      'history',
      'export',
      id,
      '--format',
      'csv',
      '--extractor',
      'last-line',
    ]);
    const [header, row] = parse(tallies.out) as readonly (readonly string[])[];
    assert.equal(row?.[header?.indexOf('replies') ?? -1], '4');
    assert.equal(row?.[header?.indexOf('extractor') ?? -1], 'last-line');
    assert.equal((await folder.run(['history', 'export', id, '--format', 'xml'])).code, 2);
    assert.equal((await folder.run(['history', 'delete', id, 'none'])).code, 2);
    assert.equal((await folder.run(['history', id])).code, 0);
    assert.match((await folder.run(['history', 'delete', id])).err, /Deleted run .* with its 4 replies/);
    assert.match((await folder.run(['history', 'list'])).err, /no runs yet/);
    assert.equal(server.calls.length, asked);
  });
});
