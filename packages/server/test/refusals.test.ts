import { FengsuiError } from '@fengsui/core';
import { describe, expect, it } from 'vitest';
import * as refusals from '../src/http/refusal.ts';

const given = new FengsuiError('UNAUTHENTICATED', '密钥无效；请核对。', 'The key is not valid; check it.');
/** Every refusal of HTTP, as its callers make it. */
const made: Readonly<Record<string, readonly refusals.Refusal[]>> = {
  notJson: [refusals.notJson(''), refusals.notJson('{')],
  notUtf8: [refusals.notUtf8()],
  cutOff: [refusals.cutOff()],
  notHttp: [refusals.notHttp()],
  headersTooLarge: [refusals.headersTooLarge()],
  requestTooSlow: [refusals.requestTooSlow()],
  badParam: [refusals.badParam('variables', { zh: '对象', en: 'an object' })],
  missingParam: [refusals.missingParam('subjectId', { zh: '标识', en: 'an id' })],
  batched: [refusals.batched()],
  noQuery: [refusals.noQuery()],
  unknownDocument: [refusals.unknownDocument('0'.repeat(64))],
  tooDeep: [refusals.tooDeep(40)],
  forbiddenKey: [refusals.forbiddenKey('__proto__')],
  bodyTooLarge: [refusals.bodyTooLarge(1_000_000)],
  notAcceptable: [refusals.notAcceptable()],
  wrongMediaType: [refusals.wrongMediaType(undefined), refusals.wrongMediaType('text/plain')],
  jsonAsForm: [refusals.jsonAsForm()],
  wrongMethod: [refusals.wrongMethod('GET, POST')],
  noSuchPath: [refusals.noSuchPath()],
  rateLimited: [refusals.rateLimited(3)],
  beyondBucket: [refusals.beyondBucket(5_000, 1_000)],
  arbitraryDocument: [refusals.arbitraryDocument()],
  tookTooLong: [refusals.tookTooLong(10_000)],
  unexpected: [refusals.unexpected()],
  unauthenticated: [refusals.unauthenticated(given)],
  cannotTell: [refusals.cannotTell(given)],
  tooManyStreams: [refusals.tooManyStreams(50)],
  metricsForbidden: [refusals.metricsForbidden()],
  uploadTooLarge: [refusals.uploadTooLarge(300_000)],
  notRaw: [refusals.notRaw()],
  emptyFile: [refusals.emptyFile()],
  wrongContent: [refusals.wrongContent('text/plain', 'image/png', true), refusals.wrongContent(undefined, undefined, false)],
  tooSlow: [refusals.tooSlow(10_000)],
  noRoom: [refusals.noRoom()],
  noSuchAttachment: [refusals.noSuchAttachment()],
  badRange: [refusals.badRange(10)],
  refusedBy: [refusals.refusedBy(given)],
  userErrorRefusal: [refusals.userErrorRefusal('NOT_FOUND', given.zh, given.en)],
};

describe('what HTTP refuses', () => {
  it('is all told here', () => {
    const functions = Object.entries(refusals).filter(([name, value]) => typeof value === 'function' && name !== 'Refusal');
    expect(Object.keys(made).sort()).toEqual(functions.map(([name]) => name).sort());
  });
  it.each(Object.entries(made))('%s says what was wrong and what to do, in Chinese and in English', (_name, all) => {
    for (const { zh, en, message } of all) {
      // Two parts at least: what, and what now.
      expect(zh).toMatch(/\p{Script=Han}[^]*[；。，][^]*\p{Script=Han}[^]*/u);
      expect(en).toMatch(/^[A-Z][^]*[;:.,] ?[^]*[a-z]/);
      expect(en).not.toMatch(/\p{Script=Han}/u);
      // Chinese holds the names of headers, fields and addresses in Latin letters, and no English sentence.
      expect(zh).not.toMatch(/\b(?:expected|the|must|is|are)\b/);
      expect(message).toBe(`${zh} ${en}`);
    }
  });
});
