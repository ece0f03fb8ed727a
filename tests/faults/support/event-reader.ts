import { request, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import type { ServerProcess } from './server-process.ts';

export interface ReadEvent {
  readonly cursor: string;
  readonly name: string;
  /** From the event's time to its arrival here, in milliseconds. */
  readonly delay: number;
}
export interface EventReader {
  readonly events: readonly ReadEvent[];
  /** Resolves when so many events came. */
  until(count: number): Promise<void>;
  /** Reads no more from its socket, as a client that hangs. */
  pause(): void;
  resume(): void;
  close(): void;
}

/** Reads `events` as server-sent events over a socket of its own. */
export async function eventReader({ url, headers }: ServerProcess, after?: string): Promise<EventReader> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request(
      `${url}/graphql`,
      { method: 'POST', agent: false, headers: { ...headers, accept: 'text/event-stream' } },
      resolve,
    );
    asked.on('error', reject);
    asked.end(
      JSON.stringify({ query: 'subscription S($after: String) { events(after: $after) { cursor at payload } }', variables: { after } }),
    );
  });
  if (response.statusCode !== 200) throw new Error(`The stream was answered with ${response.statusCode}`);
  const events: ReadEvent[] = [];
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const lines = createInterface({ input: response });
  lines.on('line', (line) => {
    if (!line.startsWith('data: {')) return;
    const { data } = JSON.parse(line.slice('data: '.length)) as {
      readonly data: { readonly events: { readonly cursor: string; readonly at: string; readonly payload: { readonly name: string } } };
    };
    const { cursor, at, payload } = data.events;
    events.push({ cursor, name: payload.name, delay: Date.now() - Date.parse(at) });
    waiting = waiting.filter(({ count, resolve }) => {
      if (events.length < count) return true;
      resolve();
      return false;
    });
  });
  // Cut off by its owner or by the server's end.
  response.on('error', () => undefined);
  return {
    events,
    until: (count) => (events.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve }))),
    pause: () => void response.socket.pause(),
    resume: () => void response.socket.resume(),
    close: () => void response.destroy(),
  };
}
