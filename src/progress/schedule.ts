import { type Card, createEmptyCard, fsrs, Rating, State } from 'ts-fsrs';
import { isRecord } from '../isRecord.ts';

/**
 * When a question comes back: FSRS (https://github.com/open-spaced-repetition/ts-fsrs), in whole days and
 * without chance, so that the same answers give the same dates everywhere.
 */
const scheduler = () => fsrs({ enable_short_term: false, enable_fuzz: false });

/** The card as it is kept in a mark: plain JSON, dates as ISO 8601. */
export type KeptCard = Readonly<Record<string, unknown>> & { readonly due: string };

/** @param kept what an earlier answer left; anything that is no card counts as a question never asked */
export function afterAnswer(kept: unknown, knewIt: boolean, now: Date): KeptCard {
  const card: Card = readCard(kept, now) ?? createEmptyCard(now);
  const { card: next } = scheduler().next(card, now, knewIt ? Rating.Good : Rating.Again);
  return JSON.parse(JSON.stringify(next)) as KeptCard;
}

function readCard(kept: unknown, now: Date): Card | undefined {
  if (!isRecord(kept) || typeof kept.due !== 'string') return undefined;
  const numbers = ['stability', 'difficulty', 'scheduled_days', 'reps', 'lapses', 'state'] as const;
  if (!numbers.every((name) => Number.isFinite(kept[name]))) return undefined;
  const card = kept as unknown as Card;
  const wasAnswered = [State.Learning, State.Review, State.Relearning].includes(card.state);
  if (!wasAnswered || card.stability <= 0 || card.difficulty <= 0) return undefined;
  const [due, last] = [new Date(kept.due), new Date(String(kept.last_review))];
  if (Number.isNaN(due.getTime()) || Number.isNaN(last.getTime())) return undefined;
  // Clocks jump: an answer given "tomorrow", here or on another machine, counts as given now.
  return { ...card, due, last_review: last > now ? now : last };
}
