/** Who the workspace, the app and its bot are. The ids never change between runs: a bot keeps them in its rows. */
export interface Identity {
  readonly teamId: string;
  readonly teamName: string;
  readonly teamDomain: string;
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly botName: string;
  /** Slack's old verification token; every payload still carries one. */
  readonly verificationToken: string;
}

/** Slack's own messenger, the author of refusals that only one person sees. */
export const SLACKBOT = 'USLACKBOT';

/** The one workspace of the sandbox, with the bot's name from the manifest. */
export function sandboxIdentity(botName: string): Identity {
  return {
    teamId: 'T0SLIPWAY1',
    teamName: 'Sandbox',
    teamDomain: 'sandbox',
    appId: 'A0SLIPWAY1',
    botId: 'B0SLIPWAY1',
    botUserId: 'U0SLIPWAY1',
    botName,
    verificationToken: 'sandbox-verification',
  };
}
