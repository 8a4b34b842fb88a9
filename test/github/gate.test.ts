import { expect, test } from 'vitest';
import { plusMinutes } from '../../src/base/time.ts';
import { createGate } from '../../src/github/gate.ts';
import { GitHubTrouble } from '../../src/github/port.ts';

const NOON = '2026-11-20T12:00:00.000Z';

test('closed for as long as GitHub says, an hour at most', () => {
  let now = NOON;
  const gate = createGate({ now: () => now });
  gate.close('primary', 86_400);
  now = plusMinutes(NOON, 59);
  expect(() => gate.pass()).toThrow(GitHubTrouble);
  now = plusMinutes(NOON, 60);
  expect(() => gate.pass()).not.toThrow();
});

test('case 27: a clock that is set back by a day does not close it for a day', () => {
  let now = NOON;
  const gate = createGate({ now: () => now });
  gate.close('secondary', 60);
  now = plusMinutes(NOON, -24 * 60);
  expect(() => gate.pass()).not.toThrow();
});
