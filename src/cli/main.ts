#!/usr/bin/env node
// Only what old versions of Node understand may be imported here: everything else loads once the version is known.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 13)) {
  console.error(
    `prompt-quorum needs Node 22.13 or newer, and this is ${process.version}: install a newer Node from https://nodejs.org and try again.`,
  );
  process.exitCode = 2;
} else {
  const { runInProcess } = await import('./process.ts');
  await runInProcess();
}
