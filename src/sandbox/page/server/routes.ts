/** Every address of the page's server. */
import { createRequire } from 'node:module';
import path from 'node:path';
import express from 'express';
import type { Express, NextFunction, Request, Response } from 'express';
import type { z } from 'zod';
import { Refusal } from '../../slack/refusal.ts';
import { asData } from '../draw/plain-data.ts';
import type { PageOptions } from '../options.ts';
import { pageMemory } from '../page-memory.ts';
import type { PageMemory } from '../page-memory.ts';
import { pageDocument } from '../screen/document.ts';
import { drawScreen } from '../screen/screen.ts';
import type { Address } from '../screen/place.ts';
import { SILENT } from './answer.ts';
import type { Answer } from './answer.ts';
import * as bodies from './bodies.ts';
import { onlyLoopback, onlyOwnJson } from './guard.ts';
import { close, press, pressInView, shortcut, submit } from './interactions.ts';
import { doDeed } from './do-deed.ts';
import type { Live } from './live.ts';
import { moveClock } from './move-clock.ts';
import { say } from './say.ts';
import { turnMood } from './turn-mood.ts';

const HERE = path.resolve(import.meta.dirname, '..');
const LIBRARY_STYLE = createRequire(import.meta.url).resolve('slack-blocks-to-jsx/dist/style.css');

function addressIn(request: Request): Address {
  const one = (name: string): string | undefined => {
    const value = request.query[name];
    return typeof value === 'string' ? value : undefined;
  };
  return { as: one('as'), at: one('at'), thread: one('thread') };
}

type Work = (request: Request, response: Response) => Promise<unknown>;

/** The handler for a piece of work; its promise goes back to express, which reports a rejection. */
function running(work: Work): (request: Request, response: Response) => Promise<unknown> {
  return (request, response) => work(request, response);
}

/** Posts `path`: checks the body's shape, does the deed, answers with what the person should read. */
function post<Body>(
  app: Express,
  route: string,
  shape: z.ZodType<Body>,
  deed: (body: Body) => Promise<Answer>,
): void {
  const work: Work = async (request, response) => {
    const parsed = shape.safeParse(request.body);
    if (parsed.success) response.json(await deed(parsed.data));
    else response.status(400).json({ error: 'This is not what the page posts.' });
  };
  app.post(route, running(work));
}

function addPosts(app: Express, options: PageOptions, live: Live, memory: PageMemory): void {
  post(app, '/api/say', bodies.sayBody, (body) => say(body, options));
  post(app, '/api/press', bodies.pressBody, (body) => press(body, options));
  post(app, '/api/press-in-view', bodies.pressInViewBody, (body) => pressInView(body, options));
  post(app, '/api/submit', bodies.submitBody, (body) => submit(body, options, memory));
  post(app, '/api/close', bodies.closeBody, (body) => close(body, options, memory));
  post(app, '/api/shortcut', bodies.shortcutBody, (body) => shortcut(body, options));
  post(app, '/api/clock', bodies.clockBody, (body) =>
    moveClock(body, options, memory, () => live.changed()),
  );
  post(app, '/api/mood', bodies.moodBody, (body) => turnMood(body, options, () => live.changed()));
  post(app, '/api/deed', bodies.deedBody, (body) => doDeed(body, options, () => live.changed()));
  post(app, '/api/home', bodies.homeBody, async (body) => {
    await options.slack.as(body.as).openHome();
    return SILENT;
  });
}

function addGets(app: Express, options: PageOptions, live: Live, memory: PageMemory): void {
  const screen = (request: Request): Promise<string> =>
    drawScreen(addressIn(request), options, memory);
  const title = options.workspace ?? 'Harbor Labs';
  const whole: Work = async (request, response) =>
    response.type('html').send(pageDocument(await screen(request), title));
  const inside: Work = async (request, response) =>
    response.type('html').send(await screen(request));
  app.get('/', running(whole));
  app.get('/screen', running(inside));
  app.get('/changes', (request, response) => live.join(request, response));
  app.get('/style/library.css', (_request, response) => response.sendFile(LIBRARY_STYLE));
  app.use('/client', express.static(path.join(HERE, 'client')));
  app.use('/style', express.static(path.join(HERE, 'style')));
}

/** An error as one sentence without a stack; what the small Slack refuses keeps Slack's own code. */
function problem(error: unknown): { readonly status: number; readonly words: string } {
  const words = error instanceof Error ? error.message : 'unknown error';
  if (error instanceof Refusal) return { status: 409, words: `Slack refuses this: ${words}.` };
  const status = Number(asData(error)['status']);
  return { status: status >= 400 ? status : 500, words: `The sandbox stumbled: ${words}` };
}

/** The page as an express application. */
export function routes(options: PageOptions, live: Live): Express {
  const memory = pageMemory();
  const app = express();
  app.disable('x-powered-by');
  app.use(onlyLoopback);
  app.use('/api', onlyOwnJson, express.json({ limit: '1mb' }));
  addPosts(app, options, live, memory);
  addGets(app, options, live, memory);
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const { status, words } = problem(error);
    response.status(status).json({ error: words });
  });
  return app;
}
