import type { Database } from '../data/database.ts';
import { memoryBus, type Bus } from './bus.ts';
import { EventLog, type PositionCodec } from './event-log.ts';
import type { EventSource } from './follow.ts';
import { Tail } from './tail.ts';

/** Only the driver that is used is loaded. */
export async function openBus(url: string, onError: (error: unknown, requestId: string) => void): Promise<Bus> {
  if (!/^postgres(ql)?:\/\//.test(url)) return memoryBus();
  return (await import('./bus-postgresql.ts')).postgresqlBus(url, (error) => onError(error, 'bus'));
}

export interface OpenEvents {
  readonly database: Database;
  readonly codec: PositionCodec;
  readonly bus: Bus;
  readonly onError: (error: unknown, requestId: string) => void;
}
/** The log and its shared reader, woken by the bus. */
export async function openEvents({ database, codec, bus, onError }: OpenEvents): Promise<EventSource> {
  const log = new EventLog(database, codec);
  await log.open();
  const tail = new Tail({ log, onError: (error) => onError(error, 'events') });
  bus.onWake(() => tail.wake());
  return { log, tail };
}
