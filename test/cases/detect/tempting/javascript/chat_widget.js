const strings = {
  system: 'Today',
  assistant: 'Tilda, your assistant',
  welcome: 'Hi, I am Tilda. I can answer questions about orders, returns and opening hours. What would you like to know?',
  userHint: 'Write your message here. Please do not send card numbers.',
  offline: 'You are offline. Your message will be sent as soon as you are connected again.',
};
export default strings;
