/** The browser of these tests: the machine's own Chromium, driven without a download. */
import { chromium, type Browser } from 'playwright-core';

/** Another Chromium than Debian's; this is the one thing the browser tests take from outside. */
const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Starts Chromium; it speaks to nobody but the pages it is sent to. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
