// The VS Code server's own process: node scripts/serverProcess.ts SERVER-MAIN ARGUMENT…
// Its standard input is a pipe held by the script that started it: when that ends, however it ends, the script is gone,
// and this whole process group follows. (Preloading this with --import would reach every worker of the extension host.)
import { pathToFileURL } from 'node:url';

process.stdin.on('close', () => process.kill(-process.pid, 'SIGTERM'));
process.stdin.resume();
process.stdin.unref();

process.argv.splice(1, 1);
await import(pathToFileURL(process.argv[1] ?? '').href);
