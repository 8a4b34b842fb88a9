import {
  actionElement,
  contextAction,
  contextElement,
  inputElement,
  sectionAccessory,
} from './elements.ts';
import { onePicture, pictureFields } from './images.ts';
import { richTextFields } from './rich-text.ts';
import { address, also, every, flag, flaw, list, object, text, whole } from './schema.ts';
import type { Check } from './schema.ts';
import { anyText, plainText } from './texts.ts';

const blockId: Readonly<Record<string, Check>> = { block_id: text(255) };

/** A file field never reports single choices. */
const quietFiles: Check = also((value, at) => {
  const element = value['element'] as { type?: unknown } | undefined;
  return value['dispatch_action'] === true && element?.type === 'file_input'
    ? flaw('`dispatch_action` is not supported for `file_input`', `${at}/dispatch_action`)
    : [];
});

const someText: Check = also((value, at) =>
  value['text'] === undefined && value['fields'] === undefined
    ? flaw('must define either `text` or `fields`', `${at}/type`)
    : [],
);

/** The blocks that Slack has had for years, by type. */
export const BASIC_BLOCKS: Readonly<Record<string, Check>> = {
  actions: object({ must: { elements: list(actionElement, 25) }, may: blockId }),
  context: object({ must: { elements: list(contextElement, 10) }, may: blockId }),
  context_actions: object({ must: { elements: list(contextAction, 5) }, may: blockId }),
  divider: object({ may: blockId }),
  header: object({ must: { text: plainText(150) }, may: { ...blockId, level: whole(1, 4) } }),
  image: every(
    object({
      must: { alt_text: text(2000) },
      may: { ...blockId, ...pictureFields, title: plainText(2000) },
    }),
    onePicture,
  ),
  input: every(
    object({
      must: { label: plainText(2000), element: inputElement },
      may: { ...blockId, hint: plainText(2000), optional: flag, dispatch_action: flag },
    }),
    quietFiles,
  ),
  rich_text: object({ must: richTextFields, may: blockId }),
  section: every(
    object({
      may: {
        ...blockId,
        text: anyText(),
        fields: list(anyText(2000), 10),
        accessory: sectionAccessory,
        expand: flag,
      },
    }),
    someText,
  ),
  video: object({
    must: {
      video_url: address(3000),
      thumbnail_url: address(3000),
      alt_text: text(2000),
      title: plainText(199),
    },
    may: {
      ...blockId,
      title_url: address(3000),
      author_name: text(49),
      provider_name: text(49),
      provider_icon_url: address(3000),
      description: plainText(199),
    },
  }),
};
