import type { QuestionMessage } from './pageMessage.ts';

/** Where the learner is among the questions of a page. Pure. */

export interface QuestionView {
  /** Which question is shown. */
  readonly index: number;
  /** The choice that was made, by its place among the shown choices. */
  readonly chosen?: number;
  readonly revealed: boolean;
  /** Of the questions answered so far here: how many were known. */
  readonly known: number;
  readonly answered: number;
}

export const firstQuestion: QuestionView = { index: 0, revealed: false, known: 0, answered: 0 };

/** Whether the question that is shown was known, when the message says so: never one that is not revealed yet. */
export function gradeOf({ revealed }: QuestionView, message: QuestionMessage): boolean | undefined {
  return message.do === 'grade' && revealed ? message.knew : undefined;
}

/** What is shown after the learner did something with a question. Pure. */
export function afterMessage(view: QuestionView, message: QuestionMessage, choices: number): QuestionView {
  switch (message.do) {
    case 'choose':
      return view.revealed || message.choice >= choices
        ? view
        : { ...view, chosen: message.choice, revealed: true };
    case 'reveal':
      return { ...view, revealed: true };
    case 'again':
      return firstQuestion;
    case 'grade':
      if (!view.revealed) return view;
      return {
        index: view.index + 1,
        revealed: false,
        known: view.known + (message.knew ? 1 : 0),
        answered: view.answered + 1,
      };
  }
}
