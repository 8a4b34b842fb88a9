/** The far side's process: answers, and sends when it is told to. */
import type { AddressInfo } from 'node:net';
import { createFarSlack } from './far-slack.ts';
import { createLoad } from './load.ts';
import type { Order } from './side-orders.ts';

const slack = createFarSlack();
await new Promise<void>((resolve) => slack.server.listen(0, '127.0.0.1', resolve));
const { port } = slack.server.address() as AddressInfo;
const origin = `http://127.0.0.1:${port}`;
slack.socketsAt(`ws://127.0.0.1:${port}/link`);
const load = createLoad(slack, `${origin}/reply`);

async function obey(order: Order): Promise<unknown> {
  if (order.order === 'load') return load(order);
  if (order.order === 'settle') return slack.settled(order.quietMs);
  slack.throttle(order.isOn);
  return null;
}

process.on('message', (order: Order) => {
  void obey(order).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ origin });
