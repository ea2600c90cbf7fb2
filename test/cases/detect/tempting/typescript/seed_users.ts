export const seed = [
  { role: 'user', name: 'Ada', bio: 'You are reading the profile of Ada, who writes about bridges.' },
  { role: 'assistant', name: 'Grace', bio: 'Assistant professor of tides. Answers questions on Mondays.' },
  { role: 'system', name: 'cron', bio: 'Sends the reports. Do not write to this user.' },
];
