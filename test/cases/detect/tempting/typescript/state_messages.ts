type Message = { role: 'user' | 'assistant'; content: string; createdAt: number };

export const initialMessages: Message[] = [
  { role: 'assistant', content: 'Hello! I am Tilda. Ask me anything about your order, and I will look it up.', createdAt: 0 },
];
export const mockMessages: Message[] = [
  { role: 'user', content: 'Where is my order? It should have been here on Monday.', createdAt: 1 },
  { role: 'assistant', content: 'Your order left our house on Friday. You should have it by tomorrow.', createdAt: 2 },
];
