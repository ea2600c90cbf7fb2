export const notifications = {
  reminder: 'You have not answered the question of the day yet. Take a minute and write your answer.',
  badge: 'You are a top writer this week! Your summary was read by 1,000 people.',
  assistantReady: 'Your assistant has finished the summary of “{title}”. Tap to read it.',
};
