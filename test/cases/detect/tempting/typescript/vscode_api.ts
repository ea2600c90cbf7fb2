import * as vscode from 'vscode';

export async function askForRole(): Promise<string | undefined> {
  const prompt = 'Describe who the assistant is, for example: You are a careful translator.';
  const placeHolder = 'You are …';
  return vscode.window.showInputBox({ prompt, placeHolder, title: 'System prompt of the assistant' });
}

export const noModel = 'No language model was found. Install one, then choose it with the command “Select model”.';
