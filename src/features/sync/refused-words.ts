/** What people read when GitHub refuses the search of a planned release. Pure. */
import { button, line, lines, type Message } from '../../slack/blocks.ts';

/**
 * For the one who runs the release. `name` is the release's, `because` the sentence of GitHub's answer; both and the
 * search are text from outside.
 */
export function searchRefusedMessage(
  name: string,
  releaseId: string,
  query: string,
  because: string,
): Message {
  const first = `GitHub refuses the search that says which issues belong to ${name}.`;
  return {
    text: first,
    blocks: [
      lines([
        line(first),
        line(`The search: “${query}”. ${because}`),
        line(
          'The issues found before stay, and nothing joins or leaves. Most often something that the search names is gone: look on GitHub for its labels and people. I go on asking, and all is caught up once GitHub takes it. Or count something else instead.',
        ),
      ]),
      {
        type: 'actions',
        elements: [button('Change what is counted', 'plan.source', releaseId)],
      },
    ],
  };
}
