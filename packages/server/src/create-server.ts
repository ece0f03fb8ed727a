import type { AddressInfo } from 'node:net';
import type { Engine } from '@fengsui/core';
import type { Config } from './config/config.ts';
import { corsOf } from './http/cors.ts';
import { gateOf } from './http/gate.ts';
import { home } from './http/graphiql.ts';
import { graphql } from './http/graphql.ts';
import { listener } from './http/listener.ts';
import { readPersisted } from './http/persisted.ts';
import { type Handler, live, prometheus, readOnly, ready, sdkManifest, sdl } from './http/routes.ts';
import { closed, listen, socket } from './http/socket.ts';
import { openStreams } from './http/streams.ts';
import { folderStore } from './files/folder-store.ts';
import { sweeping } from './files/sweep.ts';
import { download } from './http/attachments/download.ts';
import { upload } from './http/attachments/upload.ts';
import { openEngine } from './open-engine.ts';
import { errorOutline, logger } from './telemetry/log.ts';
import { metrics } from './telemetry/metrics.ts';
import { observer } from './telemetry/observe.ts';

/** A server that listens. */
export interface Server {
  readonly engine: Engine;
  /** `http://127.0.0.1:4000`, with the port that was given when 0 was asked for. */
  readonly url: string;
  /** Ends streams, finishes what runs, takes nothing new, closes the database; at the latest after `timeouts.stop`. */
  stop(): Promise<void>;
}

/** An engine behind HTTP, step by step. Errors: OperatorFault, PluginFaults. */
export async function createServer(config: Config): Promise<Server> {
  // what clients may name instead of sending: read first, since a fault in it needs no database
  const persisted = readPersisted(config.persistedDocuments);
  // what is written down of each request
  const log = logger(config.log);
  const counted = metrics();
  // everything but HTTP
  const engine = await openEngine(config, (error, requestId) => log.error({ requestId, error: errorOutline(error) }));
  // who asks, how much, and with what documents: one list of checks for every way in
  const gate = gateOf(config, engine, persisted);
  const streams = openStreams(counted.streams);
  // the bytes of attachments; their records are the engine's
  const files = folderStore(config.attachments);
  const swept = sweeping(files, engine, (error) => log.error({ requestId: 'attachments', error: errorOutline(error) }));
  // what lies where
  let stopping = false;
  const isStopping = (): boolean => stopping;
  const routes = new Map<string, Handler>([
    ['/', readOnly(home(config))],
    ['/graphql', graphql(config, gate, streams)],
    ['/health/live', readOnly(live)],
    ['/health/ready', readOnly(ready(engine, isStopping))],
    ['/metrics', readOnly(prometheus(counted, config, gate, engine))],
    ['/schema.graphql', readOnly(sdl(engine.sdl))],
    ['/attachments', upload(config, gate, engine, files)],
    ['/attachments/{id}', readOnly(download(gate, engine, files))],
    ['/sdk-manifest.json', readOnly(sdkManifest(engine, persisted))],
  ]);
  // the socket, with times for slow clients
  const observe = observer(log, counted, new Set(routes.keys()));
  const http = socket(config, listener({ routes, config, cors: corsOf(config.corsOrigins), isStopping, observe, log }));
  await listen(http, config).catch(async (error: unknown) => {
    await engine.stop();
    throw error;
  });
  // jobs at their times and subscribers after events, now that somebody can see what they do
  await engine.workers.start();
  const { port } = http.address() as AddressInfo;
  return {
    engine,
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    stop: async () => {
      stopping = true;
      streams.end();
      await closed(http, config.timeouts);
      await swept.end();
      await engine.stop();
      log.flush();
    },
  };
}
