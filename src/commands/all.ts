import { COMMANDS, type CommandId } from '../manifest.ts';
import { exportProgress, importProgress } from './carryProgress.ts';
import { checkProject } from './checkProject.ts';
import { checkSetup } from './checkSetup.ts';
import { chooseTrack } from './chooseTrack.ts';
import { compareWithSolution } from './compareWithSolution.ts';
import type { CommandContext } from './context.ts';
import { clearFilter, filterTopics } from './filterTopics.ts';
import { groupProjects } from './groupProjects.ts';
import { mark } from './mark.ts';
import { openNotes } from './openNotes.ts';
import { openMilestone, openProject } from './openProject.ts';
import { openResource } from './openResource.ts';
import { goToTopic, openNextTopic, openTopic } from './openTopic.ts';
import { resetFile } from './resetFile.ts';
import { resetProgress } from './resetProgress.ts';
import { showHint } from './showHint.ts';
import { startProject } from './startProject.ts';

/** The command that opens a page which is about no single topic. */
function showPage(page: Parameters<CommandContext['showPage']>[0]) {
  return async ({ library, showPage: show }: CommandContext): Promise<void> => {
    await library.load();
    await show(page);
  };
}

/** What a command does with its argument, and with all rows that are selected when it came from a menu. */
export type Command = (context: CommandContext, argument?: unknown, selected?: unknown) => Promise<void>;

export const commandBodies: Readonly<Record<CommandId, Command>> = {
  [COMMANDS.openTopic]: openTopic,
  [COMMANDS.goToTopic]: goToTopic,
  [COMMANDS.openNextTopic]: openNextTopic,
  [COMMANDS.openResource]: openResource,
  [COMMANDS.markDone]: mark('done'),
  [COMMANDS.markInProgress]: mark('in-progress'),
  [COMMANDS.markSkipped]: mark('skipped'),
  [COMMANDS.markNotStarted]: mark('not-started'),
  [COMMANDS.startProject]: startProject,
  [COMMANDS.openProject]: openProject,
  [COMMANDS.openMilestone]: openMilestone,
  [COMMANDS.checkProject]: checkProject,
  [COMMANDS.showHint]: showHint,
  [COMMANDS.compareWithSolution]: compareWithSolution,
  [COMMANDS.resetFile]: resetFile,
  [COMMANDS.checkSetup]: checkSetup,
  [COMMANDS.groupProjects]: groupProjects,
  [COMMANDS.showMap]: showPage('map'),
  [COMMANDS.showProgress]: showPage('progress'),
  [COMMANDS.startReview]: showPage('review'),
  [COMMANDS.openNotes]: openNotes,
  [COMMANDS.chooseTrack]: chooseTrack,
  [COMMANDS.filterTopics]: filterTopics,
  [COMMANDS.clearFilter]: clearFilter,
  [COMMANDS.exportProgress]: exportProgress,
  [COMMANDS.importProgress]: importProgress,
  [COMMANDS.resetProgress]: resetProgress,
};
