export function useToasts() {
  const toast = useToast();
  return {
    promptSaved: () => toast({ title: 'Prompt saved', description: 'Your prompt was saved. All assistants use it from now on.' }),
    promptFailed: (reason: string) =>
      toast({ title: 'Prompt not sent', description: `The model did not answer: ${reason}. Check the prompt and try again.` }),
  };
}
