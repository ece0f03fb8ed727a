import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';
import { TrackedRow } from '../../src/commands/tracked-row.ts';
import { entityOf } from '../../src/contract/model.ts';

describe.each(dialects)('a row that a command holds, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => void (engine = await testEngine(dialect)));
  afterAll(() => engine.stop());
  const held = (boundary: string): TrackedRow =>
    new TrackedRow(dialect, entityOf(engine.model, 'Area'), { raw: { code: '43', name: '湖南省', boundary } });
  const changed = (row: TrackedRow): readonly string[] => row.changed().map(({ property }) => property);

  it('is not read where nobody looks: a boundary has thousands of points', () => {
    const tracked = held('no JSON at all');
    expect(changed(tracked)).toEqual([]);
    tracked.row['name'] = '湖南';
    expect(changed(tracked)).toEqual(['name']);
    expect(tracked.before?.['name']).toBe('湖南省');
    expect(() => tracked.row['boundary']).toThrow(SyntaxError);
  });

  it('is looked at like any other', () => {
    const tracked = held('{"type": "Point", "coordinates": [113, 28]}');
    expect({ ...tracked.row }).toMatchObject({ name: '湖南省', boundary: { type: 'Point', coordinates: [113, 28] } });
    expect(changed(tracked)).toEqual([]);
    // as: what stands above
    (tracked.row['boundary'] as { coordinates: number[] }).coordinates.pop();
    expect(changed(tracked)).toEqual(['boundary']);
    expect(tracked.before?.['boundary']).toEqual({ type: 'Point', coordinates: [113, 28] });
  });

  it('is written without being looked at', () => {
    const tracked = held('{}');
    tracked.row['boundary'] = { type: 'Point' };
    expect(changed(tracked)).toEqual(['boundary']);
    expect(tracked.row['boundary']).toEqual({ type: 'Point' });
    tracked.row['boundary'] = null;
    expect(Object.entries(tracked.row)).toContainEqual(['boundary', null]);
    expect(changed(tracked)).toEqual(['boundary']);
  });
});
