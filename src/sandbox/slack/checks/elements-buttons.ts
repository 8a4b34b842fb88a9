import { address, list, object, oneOf, text } from './schema.ts';
import type { Check } from './schema.ts';
import { actionable, plainText } from './texts.ts';

const style = oneOf('primary', 'danger');
const feedback = object({
  must: { text: plainText(75), value: text(2000) },
  may: { accessibility_label: text(75) },
});

/** The things that people press, by type. */
export const BUTTONS: Readonly<Record<string, Check>> = {
  button: object({
    must: { text: plainText(75) },
    may: {
      ...actionable,
      value: text(2000),
      url: address(3000),
      style,
      accessibility_label: text(75),
    },
  }),
  workflow_button: object({
    must: {
      text: plainText(75),
      workflow: object({
        must: {
          trigger: object({
            must: { url: address(3000) },
            may: {
              customizable_input_parameters: list(
                object({ must: { name: text(255), value: text(3000) } }),
                100,
              ),
            },
          }),
        },
      }),
    },
    may: { ...actionable, style, accessibility_label: text(75) },
  }),
  feedback_buttons: object({
    must: { positive_button: feedback, negative_button: feedback },
    may: actionable,
  }),
  icon_button: object({
    must: { icon: oneOf('trash'), text: plainText(75) },
    may: {
      ...actionable,
      value: text(2000),
      accessibility_label: text(75),
      visible_to_user_ids: list(text(255), 100),
    },
  }),
};
