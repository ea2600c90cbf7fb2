import inquirer from 'inquirer';

export const questions = [
  { type: 'input', name: 'role', message: 'Describe the role of the new user in one sentence:' },
  { type: 'list', name: 'system', message: 'Which system are you going to use?', choices: ['linux', 'macos'] },
  { type: 'editor', name: 'prompt', message: 'Write the text that is shown to the user before each question.' },
  { type: 'confirm', name: 'sure', message: 'You are about to overwrite the settings. Do you want to continue?' },
];

export const ask = () => inquirer.prompt(questions);
