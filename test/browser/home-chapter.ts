/** App Home: what waits for a member, who answers there; and the ledger of promises for an admin. */
import type { Camera } from './camera.ts';
import { read, type Visitor } from './visitor.ts';

/** What two people find on their Home. */
export interface HomeSeen {
  readonly member: string;
  /** The member's Home after a tap. */
  readonly answered: string;
  readonly admin: string;
}

/** Dana answers from her Home; Mara reads hers. Begins and ends in Slipway's direct message. */
export async function visitHome(visitor: Visitor, take: Camera): Promise<HomeSeen> {
  const home = visitor.page.getByRole('region', { name: 'App Home' });
  const picture = home.locator('.blocks').first();
  await visitor.becomes('Dana Ruiz');
  await visitor.goes('App Home');
  await home.getByText('Will Atlas 0.7.0 ship').waitFor();
  const member = await read(home);
  await take('home', picture);
  await visitor.presses('Sure', home);
  await home.getByText('Will Atlas 0.7.0 ship').waitFor({ state: 'detached' });
  const answered = await read(home);
  await visitor.becomes('Mara Keller');
  await home.getByText('GitHub', { exact: true }).waitFor();
  const admin = await read(home);
  await take('home-admin', picture);
  await visitor.goes('Slipway');
  return { member, answered, admin };
}
