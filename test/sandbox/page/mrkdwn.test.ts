import { describe, expect, test } from 'vitest';
import { mrkdwn, plainText } from '../../../src/sandbox/page/draw/text.ts';
import { PAUL, html, viewer, wordsIn } from './drawn.ts';

const drawn = (text: string): string => html(mrkdwn(text, viewer()));

describe('mrkdwn', () => {
  test.each([
    ['*bold* _it_ ~st~', '<b>bold</b> <i>it</i> <s>st</s>'],
    ['*_both_*', '<b><i>both</i></b>'],
    ['(*b*), “_i_”', '(<b>b</b>), “<i>i</i>”'],
    ['`a *b* &lt;c&gt;`', '<code>a *b* &lt;c&gt;</code>'],
    ['one\ntwo', 'one<br/>two'],
    ['&gt; quoted\nafter', '<blockquote>quoted</blockquote>after'],
    ['> a\n> b', '<blockquote>a<br/>b</blockquote>'],
    ['before\n```\n*x*\n```\nafter', 'before<pre>*x*\n</pre>after'],
    [':tada: :no_such_emoji:', '🎉 :no_such_emoji:'],
    [
      '<https://a.b/?x=1&amp;y=2|docs &amp; more>',
      '<a class="link" href="https://a.b/?x=1&amp;y=2" target="_blank" rel="noopener noreferrer">docs &amp; more</a>',
    ],
    [
      '<mailto:a@b.c|a@b.c>',
      '<a class="link" href="mailto:a@b.c" target="_blank" rel="noopener noreferrer">a@b.c</a>',
    ],
    ['<@U0PAUL>', '<span class="mention" data-user="U0PAUL">@Paul Osei</span>'],
    ['<@U0MARA>', '<span class="mention mention-own" data-user="U0MARA">@Mara Keller</span>'],
    ['<@U0NOBODY>', '<span class="mention" data-user="U0NOBODY">@U0NOBODY</span>'],
    ['<#C0ATLAS>', '<a class="mention" href="?as=U0MARA&amp;at=C0ATLAS" data-go="">#atlas</a>'],
    [
      '<!here> <!channel>',
      '<span class="mention mention-own" data-ping="here">@here</span> <span class="mention mention-own" data-ping="channel">@channel</span>',
    ],
    ['<!subteam^S0ONCALL>', '<span class="mention">@on-call</span>'],
    ['<!subteam^S1|@release-leads>', '<span class="mention">@release-leads</span>'],
  ])('%j', (text, expected) => {
    expect(drawn(text)).toBe(expected);
  });

  test.each([
    ['2*3*4 a_b_c'],
    ['* not bold *'],
    ['**'],
    ['a lone ` here'],
    ['an open ``` fence'],
    ['# no heading'],
    ['[no](https://example.org) link'],
    ['no &lt;!channel&gt; ping'],
  ])('%j stays as written', (text) => {
    expect(wordsIn(drawn(text))).toBe(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>'));
    expect(drawn(text)).not.toMatch(/<(b|i|s|code|h1|pre)>|data-ping/);
  });

  test('a bare address becomes a link without the full stop after it', () => {
    expect(drawn('see https://a.b/c.')).toContain('href="https://a.b/c"');
    expect(wordsIn(drawn('see https://a.b/c.'))).toBe('see https://a.b/c.');
  });

  test('an address that runs code is only text', () => {
    for (const text of ['<javascript:alert(1)|press>', '<data:text/html,x|press>']) {
      expect(drawn(text)).not.toContain('<a');
    }
  });

  test('what is no token between brackets stays text, and nothing after it is lost', () => {
    expect(wordsIn(drawn('<b>raw</b> <script>x</script> end'))).toBe(
      '<b>raw</b> <script>x</script> end',
    );
  });
});

describe('dates', () => {
  const at = (template: string, now?: string, who = PAUL): string =>
    wordsIn(html(mrkdwn(`<!date^1795187100^${template}|fallback>`, viewer(who, now))));

  test.each([
    ['{date_num}', '2026-11-20'],
    ['{date_slash}', '20/11/2026'],
    ['{date}', 'November 20th, 2026'],
    ['{date_short}', 'Nov 20, 2026'],
    ['{date_long}', 'Friday, November 20th, 2026'],
    ['{date_short_pretty} {time}', 'Today 10:05 AM'],
    ['by {date_pretty}', 'by today'],
    ['{time_secs}', '10:05:00 AM'],
    ['{day_divider_pretty}', 'Today'],
    ['{ago}', 'In 5 minutes'],
    ['{nonsense}', 'fallback'],
  ])('%s', (template, expected) => {
    expect(at(template)).toBe(expected);
  });

  test('each reader reads their own zone and the day of that zone', () => {
    const midnight = '2026-11-20T23:30:00.000Z';
    expect(at('{date_pretty} {time}', midnight)).toBe('Today 10:05 AM');
    const berlin = viewer(undefined, midnight);
    expect(wordsIn(html(mrkdwn('<!date^1795187100^{date_pretty} {time}|x>', berlin)))).toBe(
      'Yesterday 16:05',
    );
  });

  test('a link in a date leads there', () => {
    const text = '<!date^1795187100^{time}^https://a.b/c|x>';
    expect(html(mrkdwn(text, viewer()))).toContain('href="https://a.b/c"');
  });

  test('a timestamp beyond all calendars shows the fallback', () => {
    expect(wordsIn(drawn('<!date^99999999999999999^{time}|later>'))).toBe('later');
  });
});

test('plain text has emoji and line breaks, and no marks', () => {
  expect(html(plainText('*a* <!channel> <@U0PAUL> :tada:\nb'))).toBe(
    '*a* &lt;!channel&gt; &lt;@U0PAUL&gt; 🎉<br/>b',
  );
});
