import { isPlain, listOr, plainOr } from '../plain.ts';
import { also, every, flaw, list, object, text, typed } from './schema.ts';
import type { Check } from './schema.ts';

const number: Check = (value, at) =>
  typeof value === 'number' && Number.isFinite(value) ? [] : flaw('must provide a number', at);

const label = text(20);
const point = object({ must: { label, value: number } });

const axes = object({
  must: { categories: list(label, 20) },
  may: { x_label: text(50), y_label: text(50) },
});

const series = object({ must: { name: label, data: list(point, 20) } });

/** Each line has one point over every category, and a name of its own. */
const overCategories: Check = also((value, at) => {
  const known = listOr(plainOr(value['axis_config'])['categories']);
  const all = listOr(value['series']).filter(isPlain);
  const doubled = new Set(all.map((line) => line['name'])).size < all.length;
  const uneven = all.some((line) => {
    const labels = listOr(line['data']).map((item) => plainOr(item)['label']);
    return labels.length !== known.length || known.some((name) => !labels.includes(name));
  });
  return [
    ...(doubled ? flaw('series names must be unique', `${at}/series`) : []),
    ...(uneven ? flaw('data labels must match the axis categories', `${at}/series`) : []),
  ];
});

const lines = every(
  object({ must: { series: list(series, 12), axis_config: axes } }),
  overCategories,
);

/** Slack's own charts. */
export const CHARTS: Readonly<Record<string, Check>> = {
  data_visualization: object({
    must: {
      title: text(50),
      chart: typed({
        pie: object({ must: { segments: list(point, 12) } }),
        line: lines,
        bar: lines,
        area: lines,
      }),
    },
    may: { block_id: text(255) },
  }),
};
