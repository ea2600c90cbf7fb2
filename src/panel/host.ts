import * as vscode from 'vscode';
import type { PanelController } from './controller.ts';
import { parseFromPage, type ToPage } from './protocol.ts';

export const panelViewId = 'promptQuorum.trials';

/** Shows the panel's page and carries messages between it and the controller. The page is rebuilt whenever it is shown. */
export function registerPanel(
  extensionUri: vscode.Uri,
  controller: () => PanelController,
): vscode.Disposable {
  const provider: vscode.WebviewViewProvider = {
    resolveWebviewView(view) {
      const { webview } = view;
      const root = vscode.Uri.joinPath(extensionUri, 'dist', 'web');
      webview.options = { enableScripts: true, localResourceRoots: [root] };
      webview.html = page(webview, root);
      const connection = connect(webview, controller());
      controller().inView(view.visible);
      view.onDidChangeVisibility(() => controller().inView(view.visible));
      view.onDidDispose(() => {
        controller().inView(false);
        connection.dispose();
      });
    },
  };
  return vscode.window.registerWebviewViewProvider(panelViewId, provider);
}

function connect(webview: vscode.Webview, controller: PanelController): vscode.Disposable {
  const post = (message: ToPage) => webview.postMessage(message);
  const states = controller.onState((state) => post({ type: 'state', state }));
  const messages = webview.onDidReceiveMessage(async (raw: unknown) => {
    const message = parseFromPage(raw);
    if (message?.type === 'openReply') {
      const reply = controller.reply(message.key);
      if (reply !== undefined) post({ type: 'reply', reply });
    } else if (message !== undefined) await controller.handle(message);
  });
  return vscode.Disposable.from(messages, { dispose: () => states.dispose() });
}

function page(webview: vscode.Webview, root: vscode.Uri): string {
  const nonce = crypto.randomUUID();
  const script = webview.asWebviewUri(vscode.Uri.joinPath(root, 'panel.js'));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(root, 'panel.css'));
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Prompt Quorum</title>
    <link rel="stylesheet" href="${style}" />
  </head>
  <body>
    <main></main>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}
