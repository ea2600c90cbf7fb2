// Runs before the other scripts, and therefore under any Node: they are TypeScript and need the Node that npm carries.
const wanted = 24;

if (Number.parseInt(process.versions.node, 10) < wanted) {
  console.error(
    `This is Node ${process.versions.node}, but the scripts need Node ${wanted}, which the dependencies bring along: ` +
      'run "npm ci" (without --ignore-scripts), then start this with npm.',
  );
  process.exit(1);
}
