export const MESSAGES_QUERY = `#graphql
  query Messages($conversation: ID!) {
    conversation(id: $conversation) {
      messages { role content createdAt }
      systemPrompt
      instructions
    }
  }
`;

export const SEND_MESSAGE = `mutation Send($content: String!) { send(role: USER, content: $content) { id } }`;
