import { address, also, every, flaw, object, text } from './schema.ts';
import type { Check } from './schema.ts';

const slackFile: Check = every(
  object({ may: { id: text(255), url: address(3000) } }),
  also((value, at) =>
    (value['id'] === undefined) === (value['url'] === undefined)
      ? flaw('must define exactly one of `id` or `url`', at)
      : [],
  ),
);

/** Where a picture comes from: an address or a Slack file, not both. */
export const pictureFields: Readonly<Record<string, Check>> = {
  image_url: address(3000),
  slack_file: slackFile,
};

/** Refuses a picture with two sources, or none. */
export const onePicture: Check = also((value, at) =>
  (value['image_url'] === undefined) === (value['slack_file'] === undefined)
    ? flaw('must define either `image_url` or `slack_file`', at)
    : [],
);

/** A small picture inside a section, context or card. */
export const imageElement: Check = every(
  object({ must: { alt_text: text(2000) }, may: pictureFields }),
  onePicture,
);
