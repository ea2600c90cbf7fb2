const binaries: Readonly<Record<string, string>> = {
  'linux-x64': '@node-llama-cpp/linux-x64',
  'linux-arm64': '@node-llama-cpp/linux-arm64',
  'linux-arm': '@node-llama-cpp/linux-armv7l',
  'darwin-arm64': '@node-llama-cpp/mac-arm64-metal',
  'darwin-x64': '@node-llama-cpp/mac-x64',
  'win32-x64': '@node-llama-cpp/win-x64',
  'win32-arm64': '@node-llama-cpp/win-arm64',
};

/** The package with the binary for a machine; `undefined` where there is none, as on Linux without glibc. */
export function binaryPackage(platform: string, arch: string, glibc: boolean): string | undefined {
  if (platform === 'linux' && !glibc) return undefined;
  return binaries[`${platform}-${arch}`];
}

let glibc: boolean | undefined;

/** Whether this machine's C library is glibc, which the Linux binaries need. */
export function hasGlibc(): boolean {
  glibc ??= reportsGlibc();
  return glibc;
}

function reportsGlibc(): boolean {
  const reporter: NodeJS.ProcessReport & { excludeNetwork?: boolean } = process.report;
  const before = reporter.excludeNetwork ?? false;
  reporter.excludeNetwork = true; // or the report looks every open connection up by name
  const report: unknown = reporter.getReport();
  reporter.excludeNetwork = before;
  const header =
    typeof report === 'object' && report !== null && 'header' in report ? report.header : undefined;
  return typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header;
}
