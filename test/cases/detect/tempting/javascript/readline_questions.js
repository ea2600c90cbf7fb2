const readline = require('node:readline/promises');

const PROMPT = 'tides> ';
const QUESTION = 'Which harbour do you want to see? Answer with its name or number: ';

async function main() {
  const rl = readline.createInterface({ input: process.stdin, output: process.stdout, prompt: PROMPT });
  console.log('You are now connected. Type a question about the tides, or help for the list of commands.');
  rl.prompt();
  return rl.question(QUESTION);
}
module.exports = { main };
