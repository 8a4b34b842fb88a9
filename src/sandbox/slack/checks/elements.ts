import { plainOr } from '../plain.ts';
import { BUTTONS } from './elements-buttons.ts';
import { INPUTS } from './elements-inputs.ts';
import { MENUS } from './elements-menus.ts';
import { imageElement } from './images.ts';
import { pick, typed } from './schema.ts';
import type { Check } from './schema.ts';
import { anyText } from './texts.ts';

const { overflow: _menuOnly, ...menus } = MENUS;
const pressable = { ...MENUS, ...pick(BUTTONS, 'button', 'workflow_button') };
const pickers = pick(INPUTS, 'datepicker', 'timepicker');

/** What may stand in a row of actions. */
export const actionElement: Check = typed({
  ...pressable,
  ...pickers,
  ...pick(INPUTS, 'datetimepicker', 'rich_text_input'),
});

/** What may stand beside a section: no date-and-time picker, but a picture. */
export const sectionAccessory: Check = typed({ ...pressable, ...pickers, image: imageElement });

/** What an input block can hold. */
export const inputElement: Check = typed({ ...menus, ...INPUTS });

/** What a line of context can hold: pictures and texts. */
export const contextElement: Check = (value, at) =>
  plainOr(value)['type'] === 'image' ? imageElement(value, at) : anyText()(value, at);

/** What stands under an agent's answer. */
export const contextAction: Check = typed(pick(BUTTONS, 'feedback_buttons', 'icon_button'));
