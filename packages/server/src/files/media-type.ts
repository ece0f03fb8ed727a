import { createReadStream } from 'node:fs';

/** What evidence comes as: photographs, films, sound, documents, plain text. Nothing that a browser would run. */
export const usualMediaTypes: readonly string[] = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'image/heif',
  'image/avif',
  'image/gif',
  'image/tiff',
  'video/mp4',
  'video/quicktime',
  'video/webm',
  'video/3gpp',
  'audio/mpeg',
  'audio/mp4',
  'audio/x-m4a',
  'audio/wav',
  'audio/amr',
  'audio/ogg',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'text/plain',
];

/** What a file is, by its content alone; undefined for what is neither known nor plain text. */
export async function mediaTypeOf(path: string): Promise<string | undefined> {
  // With the first upload: it knows many types, and a start need not wait for that.
  const { fileTypeFromFile } = await import('file-type');
  const found = await fileTypeFromFile(path);
  if (found !== undefined) return found.mime.split(';')[0];
  return (await isText(path)) ? 'text/plain' : undefined;
}

/** UTF-8 to its end, without control characters. */
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path))
      // oxlint-disable-next-line no-control-regex -- they are what is looked for
      if (/[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/.test(decoder.decode(chunk as Buffer, { stream: true }))) return false;
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** Undeclared: what a client says that has not looked. */
const saysNothing = new Set(['', 'application/octet-stream', 'application/x-www-form-urlencoded', 'binary/octet-stream']);
const synonyms: Readonly<Record<string, string>> = { 'image/jpg': 'image/jpeg', 'audio/m4a': 'audio/x-m4a', 'audio/x-wav': 'audio/wav' };
/** Whether what a client declares is what the content says. */
export function agrees(declared: string | undefined, found: string): boolean {
  const [said = ''] = (declared ?? '').toLowerCase().split(';');
  const type = synonyms[said.trim()] ?? said.trim();
  return saysNothing.has(type) || type === (synonyms[found] ?? found) || (found === 'text/plain' && type.startsWith('text/'));
}
