import { expect, it } from 'vitest';
import { fillHoles, mark } from '../../src/query/holes.ts';

const hex = (text: string): string => Buffer.from(text).toString('hex');
const shout = (kind: string, content: string): string => JSON.stringify(`${kind} ${content}`);

it('fills every hole with what its kind and content give, and leaves the rest as it is', () => {
  const text = `{"a":"${mark}:cursor:${hex('[1,"甲"]')}","b":"c","d":["${mark}:number:","${mark}:number:${hex('5')}"]}`;
  expect(fillHoles(text, shout)).toBe('{"a":"cursor [1,\\"甲\\"]","b":"c","d":["number ","number 5"]}');
  expect(fillHoles('{"a":1}', shout)).toBe('{"a":1}');
});

it('takes text that only holds the mark for text, wherever it stands', () => {
  for (const text of [
    mark,
    `"${mark}`,
    `{"a":"x${mark}:cursor:00"}`,
    `{"a":"${mark}:cursor:xyz"}`,
    `{"a":"${mark}"}`,
    `"${mark}:cursor:00`,
  ])
    expect(fillHoles(text, shout)).toBe(text);
  expect(fillHoles(`["${mark}","${mark}:number:${hex('5')}"]`, shout)).toBe(`["${mark}","number 5"]`);
});
