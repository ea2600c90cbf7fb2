import * as vscode from 'vscode';
import type { Severity } from '../analyze/types.ts';
import { say } from '../base/text.ts';
import type { LocatedFinding } from '../core.ts';
import type { Inspected } from './documents.ts';
import { rangeOf } from './places.ts';
import { rulePageCommand } from './rulePages.ts';
import type { Services } from './services.ts';

export const diagnosticSource = 'Prompt Quorum';

/** Shows the findings of each followed document as squiggles, and what could not be read in it as a hint. */
export function registerDiagnostics(services: Services): vscode.Disposable {
  const { documents } = services;
  const collection = vscode.languages.createDiagnosticCollection('promptQuorum');
  const show = (inspected: Inspected) =>
    collection.set(inspected.document.uri, diagnosticsOf(inspected, services));
  for (const inspected of documents.all()) show(inspected);
  return vscode.Disposable.from(
    collection,
    documents.onInspected(show),
    documents.onClosed((uri) => collection.delete(uri)),
  );
}

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

function diagnosticsOf({ document, findings, problems }: Inspected, services: Services): vscode.Diagnostic[] {
  const locale = services.locale();
  const ofFindings = findings
    .filter(({ source }) => source.uri === document.uri.toString())
    .map((located) => diagnosticOf(document, located, services));
  const ofProblems = problems.map(({ span, phrase, code }) => {
    const { Information } = vscode.DiagnosticSeverity;
    const diagnostic = new vscode.Diagnostic(rangeOf(document, span), say(phrase, locale), Information);
    return Object.assign(diagnostic, { source: diagnosticSource, code });
  });
  return [...ofFindings, ...ofProblems];
}

function diagnosticOf(
  document: vscode.TextDocument,
  { finding, source }: LocatedFinding,
  services: Services,
): vscode.Diagnostic {
  const message = say(finding.message, services.locale());
  const severity = severities[finding.severity];
  const diagnostic = new vscode.Diagnostic(rangeOf(document, source.span), message, severity);
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: finding.ruleId, target: rulePageCommand(finding.ruleId) };
  return diagnostic;
}
