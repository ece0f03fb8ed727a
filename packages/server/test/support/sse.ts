export interface StreamedEvent {
  readonly data: { readonly events: { readonly cursor: string; readonly kind: string } };
}
/** Reads events until so many came, or the stream's end. */
export async function readEvents(response: Response, atMost = Infinity): Promise<readonly StreamedEvent[]> {
  const events: StreamedEvent[] = [];
  let text = '';
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream() as never)
    .getReader() as ReadableStreamDefaultReader<string>;
  while (events.length < atMost) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.+)$/m.exec(block)?.[1];
      if (data !== undefined) events.push(JSON.parse(data) as StreamedEvent);
    }
  }
  if (events.length >= atMost) await reader.cancel();
  return events;
}
