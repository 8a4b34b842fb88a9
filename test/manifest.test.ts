/** The app's manifest: Slack takes it, and it asks for what the code uses and for nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { SLACK_PATH } from '../src/slack/http-request.ts';
import { missingScopes, optionalSentence } from '../src/slack/check.ts';
import {
  APP_TOKEN_METHODS,
  BOT_SCOPES,
  METHODS_WITHOUT_SCOPE,
  OPTIONAL_SCOPES,
} from '../src/slack/scopes.ts';

const ROOT = resolve(import.meta.dirname, '..');

// Slack's manifest schema, version 2: the parts that an app without functions and workflows can have.
const manifestShape = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.number().int() }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    long_description: z.string().min(175).max(4000),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({
      display_name: z
        .string()
        .max(80)
        .regex(/^[\w.-]+$/),
      always_online: z.boolean(),
    }),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(24),
          type: z.enum(['global', 'message']),
          callback_id: z.string().min(1).max(255),
          description: z.string().min(1).max(150),
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z
            .string()
            .max(32)
            .regex(/^\/[a-z0-9_-]+$/),
          description: z.string().min(1).max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.boolean(),
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({
      bot: z.array(z.string()).max(255),
      bot_optional: z.array(z.string()).max(255),
    }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ bot_events: z.array(z.string()).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.boolean() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

const manifest = manifestShape.parse(parse(readFileSync(join(ROOT, 'manifest.yml'), 'utf8')));
const scopes = manifest.oauth_config.scopes.bot;

describe('what Slack is asked for', () => {
  test('the app works over Socket Mode, with Home, buttons and a fixed token', () => {
    expect(manifest.settings).toMatchObject({
      interactivity: { is_enabled: true },
      socket_mode_enabled: true,
      token_rotation_enabled: false,
    });
    expect(manifest.features.app_home).toMatchObject({
      home_tab_enabled: true,
      messages_tab_enabled: true,
    });
  });

  test('commands and shortcuts', () => {
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual([
      '/release',
      '/checkin',
      '/hotfix',
    ]);
    expect(manifest.features.slash_commands.every((command) => command.should_escape)).toBe(true);
    expect(manifest.features.shortcuts.map(({ name, callback_id }) => [name, callback_id])).toEqual(
      [
        ['Plan a release', 'plan.start'],
        ['Answer my check-in', 'checkin.start'],
        ['Declare a hotfix', 'hotfix.declare'],
        ['Make it a hotfix', 'hotfix.from_message'],
      ],
    );
  });

  test('events', () => {
    expect(manifest.settings.event_subscriptions.bot_events).toEqual([
      'app_home_opened',
      'app_uninstalled',
      'channel_archive',
      'channel_deleted',
      'channel_id_changed',
      'channel_left',
      'channel_shared',
      'channel_unarchive',
      'channel_unshared',
      'group_archive',
      'group_deleted',
      'group_left',
      'group_unarchive',
      'member_joined_channel',
      'tokens_revoked',
    ]);
  });

  test('no scope twice, and the start-up check knows the same ones', () => {
    expect(new Set(scopes).size).toBe(scopes.length);
    expect([...scopes].sort()).toEqual(Object.keys(BOT_SCOPES).sort());
  });
});

describe('optional scopes', () => {
  const optional = manifest.oauth_config.scopes.bot_optional;

  test('are those that the doctor explains, and none is needed as well', () => {
    expect([...optional].sort()).toEqual(Object.keys(OPTIONAL_SCOPES).sort());
    expect(optional.filter((scope) => scopes.includes(scope))).toEqual([]);
  });

  test('the start does not miss one, the doctor names it with its use', () => {
    expect(missingScopes(scopes)).toEqual([]);
    expect(optionalSentence([...scopes, ...optional])).toBeNull();
    expect(
      optionalSentence([
        ...scopes,
        'files:write',
        'canvases:write',
        'channels:join',
        'usergroups:read',
      ]),
    ).toBe(
      'not granted, and not needed to start: bookmarks:write (a bookmark to the release plan)',
    );
  });
});

describe('what the code uses', () => {
  const used = methodsIn(join(ROOT, 'src/slack'));

  test('the scan sees the calls', () => {
    expect(used).toContain('chat.postMessage');
    expect(used).toContain('conversations.replies');
    expect(used.length).toBeGreaterThan(12);
  });

  test('every method called has its scope', () => {
    const covered = new Set([
      ...Object.values(BOT_SCOPES).flat(),
      ...Object.values(OPTIONAL_SCOPES).flatMap(({ methods }) => methods),
      ...METHODS_WITHOUT_SCOPE,
      ...APP_TOKEN_METHODS,
    ]);
    expect(used.filter((method) => !covered.has(method))).toEqual([]);
  });

  test('every scope has a use, and every use named with it is real', () => {
    const real = new Set([
      ...used,
      ...manifest.settings.event_subscriptions.bot_events,
      'slash commands',
      'shortcuts',
    ]);
    const optional = Object.entries(OPTIONAL_SCOPES).map(
      ([scope, { methods }]) => [scope, methods] as const,
    );
    for (const [scope, uses] of Object.entries(BOT_SCOPES))
      expect(uses.length, scope).toBeGreaterThan(0);
    for (const [scope, uses] of [...Object.entries(BOT_SCOPES), ...optional]) {
      expect(
        uses.filter((use) => !real.has(use)),
        scope,
      ).toEqual([]);
    }
    for (const method of [...METHODS_WITHOUT_SCOPE, ...APP_TOKEN_METHODS])
      expect(used).toContain(method);
  });
});

/** Web API methods called in a folder: `client.users.info(` and `apiCall('users.info'`. */
function methodsIn(folder: string): readonly string[] {
  const found = readdirSync(folder, { encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .flatMap((text) => [
      ...text.matchAll(/\bclient(?:\([^)]*\))?\s*\.([a-z]+(?:\.[a-zA-Z]+)+)\(/g),
      ...text.matchAll(/apiCall\(\s*'([\w.]+)'/g),
    ])
    .flatMap(([, method]) => (method === undefined ? [] : [method]));
  return [...new Set(found)].sort();
}

test('the lines that docs/http.md changes make a manifest for HTTP, and no other line has to change', () => {
  const text = readFileSync(join(ROOT, 'manifest.yml'), 'utf8');
  const guide = readFileSync(join(ROOT, 'docs/http.md'), 'utf8');
  const lines = [...guide.matchAll(/```yaml\n\s*(.+)\n\s*```/g)].map(([, line = '']) => line);
  expect(lines).toHaveLength(3);
  const [off = '', requestUrl = '', url = ''] = lines;
  const changed = text
    .replace('socket_mode_enabled: true', off)
    .replace(/^( *)(event_subscriptions|interactivity):$/gm, `$&\n$1  ${requestUrl}`)
    .replace(/^( *)- command: .*$/gm, `$&\n$1  ${url}`);
  const address = 'https://slipway.example/slack/events';
  const before = manifestShape.parse(parse(text));
  expect(parse(changed)).toEqual({
    ...before,
    features: {
      ...before.features,
      slash_commands: before.features.slash_commands.map((one) => ({ ...one, url: address })),
    },
    settings: {
      ...before.settings,
      event_subscriptions: { ...before.settings.event_subscriptions, request_url: address },
      interactivity: { ...before.settings.interactivity, request_url: address },
      socket_mode_enabled: false,
    },
  });
  expect(address.endsWith(SLACK_PATH)).toBe(true);
});
