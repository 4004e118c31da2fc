/**
 * Every name `package.json` contributes, once. They are public: keybindings, other extensions and
 * people's settings use them, so none is ever renamed. A unit test compares the two files.
 */

export const EXTENSION_ID = 'learning-roadmaps.ml-roadmap';
export const CONTAINER = 'mlRoadmap';
export const TOPICS_VIEW = 'mlRoadmap.topics';
export const UP_NEXT_VIEW = 'mlRoadmap.upNext';
export const PROJECTS_VIEW = 'mlRoadmap.projects';

export const COMMANDS = {
  openTopic: 'mlRoadmap.openTopic',
  goToTopic: 'mlRoadmap.goToTopic',
  openNextTopic: 'mlRoadmap.openNextTopic',
  openResource: 'mlRoadmap.openResource',
  markDone: 'mlRoadmap.markDone',
  markInProgress: 'mlRoadmap.markInProgress',
  markSkipped: 'mlRoadmap.markSkipped',
  markNotStarted: 'mlRoadmap.markNotStarted',
  startProject: 'mlRoadmap.startProject',
  openProject: 'mlRoadmap.openProject',
  openMilestone: 'mlRoadmap.openMilestone',
  checkProject: 'mlRoadmap.checkProject',
  showHint: 'mlRoadmap.showHint',
  compareWithSolution: 'mlRoadmap.compareWithSolution',
  resetFile: 'mlRoadmap.resetFile',
  checkSetup: 'mlRoadmap.checkSetup',
  groupProjects: 'mlRoadmap.groupProjects',
  showMap: 'mlRoadmap.showMap',
  showProgress: 'mlRoadmap.showProgress',
  startReview: 'mlRoadmap.startReview',
  openNotes: 'mlRoadmap.openNotes',
  chooseTrack: 'mlRoadmap.chooseTrack',
  filterTopics: 'mlRoadmap.filterTopics',
  clearFilter: 'mlRoadmap.clearFilter',
  exportProgress: 'mlRoadmap.exportProgress',
  importProgress: 'mlRoadmap.importProgress',
  resetProgress: 'mlRoadmap.resetProgress',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

/** The pages that come back after a reload of the window. Each is an activation event, `onWebviewPanel:<id>`. */
export const PAGES = ['mlRoadmap.topic', 'mlRoadmap.review', 'mlRoadmap.map', 'mlRoadmap.progress'] as const;

export type PageId = (typeof PAGES)[number];

/** Setting → the value it has when the learner never touched it. */
export const SETTINGS = {
  'mlRoadmap.progress.shareAcrossWorkspaces': true,
  'mlRoadmap.projects.folder': '',
  'mlRoadmap.projects.python': '',
  'mlRoadmap.pace.hoursPerWeek': 5,
  'mlRoadmap.notes.location': 'global',
} as const;

export type SettingId = keyof typeof SETTINGS;

/** The words of a row's `contextValue`, which menus match with `viewItem =~ /\bword\b/`. */
export const ROW_WORDS = [
  'group',
  'leaf',
  'resource',
  'project',
  'section',
  'catalogued',
  'started',
  'lost',
  'milestone',
  'review',
] as const;

/** The context key that is true while the tree shows only some topics. */
export const FILTERED_KEY = 'mlRoadmap.filtered';

/** Context keys the welcomes of empty views wait for: it is known whether there is a roadmap. */
export const LOADED_KEYS = { ready: 'mlRoadmap.ready', failed: 'mlRoadmap.failed' } as const;

/** Context keys that become true when a step of the walkthrough is done. */
export const STEP_KEYS = {
  trackChosen: 'mlRoadmap.trackChosen',
  topicOpened: 'mlRoadmap.topicOpened',
  projectStarted: 'mlRoadmap.projectStarted',
  ticked: 'mlRoadmap.ticked',
} as const;

/** What the Space key hands to `markDone`: the row that has the keyboard focus, whatever it is. */
export const FOCUSED_ROW = 'focused';

export const BUNDLED_ROADMAP = 'ml-engineer-2025';
