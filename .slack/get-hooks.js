/**
 * What the Slack CLI (`slack run`) asks first: which commands do its work here. The stock hooks read a
 * manifest.json only and start JavaScript; ours print manifest.yml as JSON and start TypeScript.
 */
process.stdout.write(
  JSON.stringify({
    runtime: 'node',
    hooks: {
      'get-manifest': 'node src/main.ts manifest --json',
      start: 'node src/main.ts start',
    },
    config: {
      'protocol-version': ['default'],
      // The bot opens its sockets itself.
      'sdk-managed-connection-enabled': true,
      watch: { 'filter-regex': '\\.(ts|yml)$', paths: ['src', 'manifest.yml'] },
    },
  }),
);
