export const tour = [
  { target: '#prompt', title: 'Your prompt', content: 'Write here what the assistant is to do. Be as specific as you can.' },
  { target: '#system', title: 'The role', content: 'Tell the assistant who it is: “You are an experienced tax adviser.”' },
  { target: '#run', title: 'Run', content: 'Press this button to send your prompt. The answer appears on the right.' },
];
