// Preloaded into the VS Code server. Its standard input is a pipe held by the script that started it: when that ends,
// however it ends, the script is gone, and this whole process group follows.
process.stdin.on('close', () => process.kill(-process.pid, 'SIGTERM'));
process.stdin.resume();
process.stdin.unref();
