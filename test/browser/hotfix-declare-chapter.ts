/** A hotfix is declared from a message: refused, offered a patch, declared; a second reader joins. */
import type { Camera } from './camera.ts';
import { read, visit, type Visitor } from './visitor.ts';

/** What is read until the alert stands. */
export interface DeclareSeen {
  readonly setup: string;
  readonly patch: string;
  readonly form: string;
  readonly refused: string;
  readonly declared: string;
  readonly alert: string;
  readonly twin: string;
  readonly joined: string;
}

/** What Sam writes in the channel, and makes a hotfix of. */
export const SEEN = 'Sign-in is down for customers in the EU, every page says 503';

/** Ends in #atlas, with the alert of Atlas 0.6.2-hotfix. */
export async function declareHotfix(visitor: Visitor, take: Camera): Promise<DeclareSeen> {
  const setup = await setUp(visitor, take);
  await visitor.becomes('Sam Whitaker');
  await visitor.types(SEEN);
  const message = visitor.message(SEEN);
  await take('hotfix-shortcut', message, message.getByRole('menu'), () => visitor.tools(message));
  await visitor.shortcut(message, 'Make it a hotfix');
  const modal = await visitor.modal('What is seen?');
  await visitor.chooses('What is it for Atlas?', 'None of these');
  await visitor.modal('This is one for a patch release');
  await take('hotfix-patch', modal);
  const patch = await read(modal);
  await visitor.presses('Back', modal);
  await visitor.presses('Cancel', await visitor.modal('What is seen?'));
  await modal.waitFor({ state: 'detached' });
  // Dana reads the same message in a window of her own, and opens the form before the alert stands.
  const { page } = visitor;
  const dana = await visit(await page.context().newPage(), page.url());
  await dana.becomes('Dana Ruiz');
  await dana.shortcut(dana.message(SEEN), 'Make it a hotfix');
  await dana.modal('What is seen?');
  const seen = await fillIn(visitor, take);
  const twin = await join(dana, take);
  await dana.page.close();
  return { setup, patch, ...seen, ...twin };
}

async function setUp(visitor: Visitor, take: Camera): Promise<string> {
  await visitor.types('/hotfix setup');
  const modal = await visitor.modal('Channels that are told too');
  await visitor.chooses('User group that is called', '@on-call');
  await take('hotfix-setup', modal);
  await visitor.presses('Save');
  const setup = await read(await visitor.modal('✓ Saved'));
  await visitor.closes();
  return setup;
}

async function fillIn(visitor: Visitor, take: Camera) {
  await visitor.shortcut(visitor.message(SEEN), 'Make it a hotfix');
  const modal = await visitor.modal('What is seen?');
  await visitor.chooses('What is it for Atlas?', 'production down');
  await visitor.fills('Who is hit, and how badly?', 'About 2,000 customers; no data is lost');
  await visitor.chooses('Who leads?', 'Noor Haddad');
  await visitor.fills('Affected versions', '0.6.2');
  await take('hotfix-form', modal);
  await visitor.fills('Affected versions', 'the newest');
  await visitor.presses('Declare');
  await modal.getByRole('alert').waitFor();
  const refused = await read(modal);
  await visitor.fills('Affected versions', '0.6.2');
  const form = await read(modal);
  await visitor.presses('Declare');
  const told = await visitor.modal('is declared');
  await take('hotfix-declared', told);
  const declared = await read(told);
  await visitor.closes();
  const alert = visitor.message('Hotfix: Sign-in');
  await alert.getByText('Review and approve').waitFor();
  await take('hotfix-alert', alert);
  return { refused, form, declared, alert: await read(alert) };
}

async function join(visitor: Visitor, take: Camera) {
  await visitor.chooses('What is it for Atlas?', 'production down');
  await visitor.fills('Who is hit, and how badly?', 'Everybody in the EU');
  await visitor.fills('Affected versions', '0.6.2');
  await visitor.presses('Declare');
  const modal = await visitor.modal('Is it the same?');
  await take('hotfix-twin', modal);
  const twin = await read(modal);
  await visitor.presses('Join it', modal);
  const joined = await read(await visitor.modal('In on it'));
  await visitor.closes();
  return { twin, joined };
}
