import type { Text } from './result.ts';

/** Units that are words, in both languages. A symbol (m, kg, h) is the same in both and is given as it is. */
export const unitWords = {
  people: { zh: '人', en: 'people' },
  days: { zh: '天', en: 'days' },
  yuan: { zh: '元', en: 'yuan' },
  longitude: { zh: '°（经度）', en: '° of longitude' },
  latitude: { zh: '°（纬度）', en: '° of latitude' },
} as const satisfies Readonly<Record<string, Text>>;
