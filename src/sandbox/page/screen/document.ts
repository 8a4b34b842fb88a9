/** The HTML document around a screen. */

const STYLES = [
  'base',
  'clock-bar',
  'sidebar',
  'conversation',
  'message',
  'composer',
  'blocks',
  'button',
  'field',
  'select',
  'picker',
  'ticks',
  'compact',
  'modal',
  'moods',
  'phone',
];

/** The whole page with `screen` (HTML) inside. The title is the workspace's name. */
export function pageDocument(screen: string, title: string): string {
  const safeTitle = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const links = STYLES.map((name) => `<link rel="stylesheet" href="/style/${name}.css">`).join(
    '\n',
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safeTitle} · a local Slack</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style/library.css">
${links}
<script type="module" src="/client/main.js"></script>
</head>
<body>
${screen}
<div id="notices" role="status" aria-live="polite"></div>
</body>
</html>
`;
}
