import * as z from 'zod';

/**
 * The one definition of what an author may write: it gives the TypeScript types of the model,
 * the validation of every YAML file, and (through `z.toJSONSchema`) completion in the editor.
 * Only the build and roadmaps of the workspace load it; the bundled roadmap arrives compiled.
 */

const text = (max: number) => z.string().trim().min(1).max(max);
export const id = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected an id in kebab-case, such as `linear-algebra`');
const httpsUrl = z
  .string()
  .max(2048)
  .refine(isHttpsUrl, 'expected a whole https:// address without a user name or password');

function isHttpsUrl(value: string): boolean {
  if (!/^https:\/\/[^\s/\\]+/.test(value) || !URL.canParse(value)) return false;
  const url = new URL(value);
  return url.protocol === 'https:' && url.username === '' && url.password === '';
}

export const levels = ['beginner', 'intermediate', 'advanced'] as const;
export const resourceKinds = [
  'article',
  'book',
  'course',
  'documentation',
  'paper',
  'practice',
  'report',
  'standard',
  'tool',
  'video',
] as const;

export const resourceSchema = z.strictObject({
  title: text(200),
  url: httpsUrl,
  kind: z.enum(resourceKinds),
  by: text(120),
  access: z.enum(['free', 'freemium', 'paid']),
  minutes: z.number().int().min(1).max(60_000),
  language: text(20).optional(),
  note: text(240).optional(),
  checked: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'expected a month such as 2026-11')
    .optional(),
});

export const questionSchema = z.strictObject({
  ask: text(600),
  answer: text(600),
  wrong: z.array(text(300)).min(1).max(5).optional(),
  because: text(600),
  depth: z.enum(['core', 'stretch']),
});

export const sectionSchema = z.strictObject({
  title: text(120),
  text: text(1500).optional(),
  items: z.array(text(400)).min(1).max(12).optional(),
  sources: z.array(httpsUrl).min(1).max(8).optional(),
});

export const leafSchema = z.strictObject({
  id,
  title: text(200),
  level: z.enum(levels),
  hours: z.number().int().min(1).max(2000),
  aliases: z.array(text(60)).max(12).optional(),
  summary: text(900),
  why: text(700).optional(),
  outcomes: z.array(text(280)).min(1).max(8).optional(),
  prerequisites: z.array(id).optional(),
  related: z.array(id).max(6).optional(),
  projects: z.array(id).optional(),
  sections: z.array(sectionSchema).max(5).optional(),
  resources: z.array(resourceSchema).min(2).max(12),
  questions: z.array(questionSchema).max(12).optional(),
  /** Outcomes and questions whose words changed: what a learner reached under the old words stays theirs. */
  reworded: z.array(z.strictObject({ was: text(600), now: text(600) })).optional(),
});

export const groupSchema = z.strictObject({
  id,
  title: text(200),
  summary: text(900),
  get topics() {
    return z.array(z.union([groupSchema, leafSchema])).min(1);
  },
});

export const trackSchema = z.strictObject({
  id,
  title: text(80),
  summary: text(500),
  topics: z.array(id).min(1),
});

export const stageFileName = z.string().regex(/^[\w-]+\.yaml$/, 'expected the name of a .yaml file');

export const roadmapSchema = z.strictObject({
  id,
  title: text(120),
  summary: text(900),
  source: z.strictObject({ title: text(200), author: text(120), published: text(20) }).optional(),
  stages: z.array(stageFileName).min(1),
  tracks: z.array(trackSchema).optional(),
});

export const milestoneSchema = z.strictObject({
  id: z.string().regex(/^m[1-9]\d?$/, 'expected m1, m2 and so on'),
  title: text(80),
  goal: text(300),
  check: z.array(text(200)).min(1),
  files: z.array(text(120)).min(1),
  hints: z.array(text(2000)).length(3),
});

export const projectSchema = z.strictObject({
  id,
  title: text(80),
  summary: text(500),
  level: z.enum(levels),
  hours: z.number().int().min(1).max(200),
  topics: z.array(id).min(1),
  /** Which files of `projects/common/` it gets beside its own. */
  language: z.enum(['python', 'r', 'julia', 'rust', 'go', 'c']),
  /** An upper bound for one run of all checks with everything solved, on a modest laptop. */
  seconds: z.number().int().min(1).max(60),
  needs: z.array(text(120)),
  milestones: z.array(milestoneSchema).min(1),
});

/** Projects that topics already name and that are still to be built. */
export const plannedSchema = z.array(id);
