import { isRecord } from '../isRecord.ts';
import { isGroup } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';

/** What the map page may ask for. */
export type MapMessage =
  | { readonly kind: 'open'; readonly topicId: string }
  | { readonly kind: 'track'; readonly trackId: string | undefined }
  /** Asks for the picture that the page then paints for a PNG. */
  | { readonly kind: 'picture' }
  | { readonly kind: 'export'; readonly format: 'svg' }
  | { readonly kind: 'export'; readonly format: 'png'; readonly bytes: Uint8Array };

const MOST_BYTES = 20 * 1024 * 1024;
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Reads a message from the page without trusting it. Whatever is not exactly right is `undefined`. */
export function readMapMessage(outline: Outline, message: unknown): MapMessage | undefined {
  if (!isRecord(message)) return undefined;
  const { kind, topicId, trackId, format, data } = message;
  switch (kind) {
    case 'open': {
      const topic = typeof topicId === 'string' ? outline.topic(topicId) : undefined;
      return topic && !isGroup(topic) ? { kind, topicId: topic.id } : undefined;
    }
    case 'track': {
      if (trackId === '') return { kind, trackId: undefined };
      const track = outline.roadmap.tracks?.find(({ id }) => id === trackId);
      return track && { kind, trackId: track.id };
    }
    case 'picture':
      return { kind };
    case 'export': {
      if (format === 'svg') return { kind, format };
      const bytes = format === 'png' ? pngBytes(data) : undefined;
      return bytes && { kind, format: 'png', bytes };
    }
    default:
      return undefined;
  }
}

function pngBytes(data: unknown): Uint8Array | undefined {
  if (typeof data !== 'string' || data.length > (MOST_BYTES * 4) / 3 + 4) return undefined;
  if (data.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return undefined;
  const text = atob(data);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return PNG.every((byte, index) => bytes[index] === byte) ? bytes : undefined;
}
