const block = {
  type: 'section',
  text: { type: 'mrkdwn', text: '*Stand-up:* answer the following questions until ten. What did you do? What will you do? What is in your way?' },
  accessory: { type: 'button', text: { type: 'plain_text', text: 'Write your answer' }, value: 'answer' },
};
exports.content = `You are invited to rate the last sprint. Use the numbers from 1 to 5. Your team sees averages only.`;
