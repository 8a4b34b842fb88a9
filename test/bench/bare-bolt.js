/**
 * A plain Bolt app, as its own manual writes it: acknowledges a command and a modal, and opens one. It
 * keeps nothing. `MODE` is `http` or `socket`.
 */
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

const { MODE, PORT, SLACK_API_URL = '', SLACK_BOT_TOKEN = '', SLACK_APP_TOKEN = '' } = process.env;
const { SLACK_SIGNING_SECRET = '' } = process.env;

/** @type {import('@slack/types').View} */
const view = {
  type: 'modal',
  callback_id: 'bare',
  title: { type: 'plain_text', text: 'Your check-in' },
  close: { type: 'plain_text', text: 'Close' },
  blocks: [
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_section', elements: [{ type: 'text', text: 'Reading your week…' }] },
      ],
    },
  ],
};

const shared = {
  token: SLACK_BOT_TOKEN,
  logLevel: LogLevel.WARN,
  clientOptions: { slackApiUrl: SLACK_API_URL },
};
const app =
  MODE === 'http'
    ? new App({
        ...shared,
        receiver: new HTTPReceiver({ signingSecret: SLACK_SIGNING_SECRET, port: Number(PORT) }),
      })
    : new App({ ...shared, socketMode: true, appToken: SLACK_APP_TOKEN });

app.command('/release', async ({ ack }) => {
  await ack();
});
app.view(/.*/, async ({ ack }) => {
  await ack();
});
app.command('/checkin', async ({ ack, client, body }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view });
});

await (MODE === 'http' ? app.start(Number(PORT)) : app.start());
process.stdout.write('ready\n');
process.once('SIGTERM', () => process.exit(0));
