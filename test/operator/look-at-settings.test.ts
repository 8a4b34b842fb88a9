/** What the doctor says of settings that nobody can get wrong, but may want to know. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import {
  examineProbes,
  retentionFinding,
  scopesBeyond,
} from '../../src/operator/look-at-settings.ts';
import { examineRoles } from '../../src/operator/look-at-slack.ts';
import { aProject } from '../support/builders.ts';

let server: Server | null = null;
afterEach(() => {
  server?.close();
  server = null;
});

async function answering(text: string): Promise<number> {
  const made = createServer((_, response) => void response.end(text));
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return (made.address() as AddressInfo).port;
}
const probes = (port: number) => examineProbes({ health: { host: '0.0.0.0', port } });

test('how long things are kept is said either way', () => {
  expect(retentionFinding(null)).toEqual({
    isWell: true,
    text: 'Retention: answers and words are kept for ever',
  });
  expect(retentionFinding(1).text).toContain('go 1 day after');
});

test('the port of the probes: ours, nobody’s, somebody else’s', async () => {
  const port = await answering('# HELP slipway_build_info …');
  expect(await probes(port)).toEqual({ isWell: true, text: `Probes: port ${port} answers` });
  server?.close();
  const other = await answering('<html>');
  const { isWell, text } = await probes(other);
  expect([isWell, text]).toEqual([
    false,
    expect.stringContaining('Set SLIPWAY_HEALTH_PORT to a port that is free.'),
  ]);
  await new Promise((resolve) => server?.close(resolve));
  expect(await probes(other)).toMatchObject({ isWell: true });
  expect((await examineProbes({ health: null })).text).toContain('SLIPWAY_HEALTH_PORT');
});

test('scopes that nobody asked for are named', () => {
  expect(scopesBeyond(['commands'], ['commands', ''])).toEqual([]);
  expect(scopesBeyond(['commands'], ['users:read.email', 'commands', 'files:write'])).toEqual([
    { isWell: true, text: 'Slack: also granted and not used: files:write, users:read.email' },
  ]);
});

test('a project without a release manager is told, with who can choose one', () => {
  expect(examineRoles(aProject())).toEqual([]);
  const [finding] = examineRoles(aProject({ roles: [] }));
  expect(finding).toMatchObject({
    isWell: false,
    text: expect.stringContaining('/release setup'),
  });
});
