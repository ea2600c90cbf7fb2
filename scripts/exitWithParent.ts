// Preloaded into the VS Code server. Its standard input is a pipe held by the script that started it: when that ends,
// however it ends, the script is gone, and this whole process group follows. Worker threads load this too and leave it be.
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.stdin.on('close', () => process.kill(-process.pid, 'SIGTERM'));
  process.stdin.resume();
  process.stdin.unref();
}
