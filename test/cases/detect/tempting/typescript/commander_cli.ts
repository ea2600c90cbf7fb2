import { program } from 'commander';

program
  .name('tides')
  .description('Answers questions about the tides of a given harbour. You are expected to have a key in TIDES_KEY.')
  .option('--prompt <text>', 'text to show before the cursor; use {harbour} for the name of the harbour')
  .option('--format <format>', 'output format: return plain text, or a JSON object with one field per tide', 'text')
  .addHelpText('after', '\nExamples:\n  tides list --harbour hamburg\n  tides ask "When is the next high tide?"');
