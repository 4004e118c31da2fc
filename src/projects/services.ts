import { commands, type ExtensionContext, type LogOutputChannel, type Uri, workspace } from 'vscode';
import type { Host } from '../host.ts';
import type { Library } from '../library/Library.ts';
import { COMMANDS } from '../manifest.ts';
import { startedKey } from '../projectKey.ts';
import type { Milestone } from '../roadmap/model.ts';
import type { Ui } from '../ui.ts';
import { completeStep } from '../walkthrough.ts';
import { stepsFor } from './afterwards.ts';
import { examine } from './examine.ts';
import { Hints } from './Hints.ts';
import { ProjectChecks } from './ProjectChecks.ts';
import { planProject } from './plan.ts';
import { projectsFolder } from './projectsFolder.ts';
import { Reached } from './Reached.ts';
import { Resume } from './Resume.ts';
import { resetToStub } from './resetToStub.ts';
import { readIn, type StartedProject, type StartedProjects } from './StartedProjects.ts';
import { createStartProject, type StartProject } from './startProject.ts';
import { editedTests } from './testFiles.ts';
import { freeNameIn, problemWithName } from './writeProject.ts';

/** Puts together everything about practice projects. `commands` is what commands do with them. */
export function createProjectServices(
  context: ExtensionContext,
  host: Host,
  library: Library,
  started: StartedProjects,
  log: LogOutputChannel,
) {
  const checks = new ProjectChecks(host.run, started, log);
  const resume = new Resume(context.globalState, started);
  const writeProject = createStartProject(library, started);
  const startProject: StartProject = async (options, cancelled) => {
    const folder = await writeProject(options, cancelled);
    completeStep('projectStarted');
    return folder;
  };
  return {
    checks,
    startProject,
    reached: new Reached(started),
    /** Shows open projects in the Testing view, and picks up where a window that opened one left off. */
    async resume(ui: Ui): Promise<void> {
      const [readme, stub] = await resume.take();
      if (readme) await ui.openFile(readme);
      if (stub) await ui.openFile(stub);
      await checks.showOpenProjects();
    },
    commands: {
      projects: started,
      hints: new Hints(context.globalState),
      projectsFolder,
      startProject,
      problemWithName,
      freeName: freeNameIn,
      planProject: async (projectId: string, name: string) =>
        planProject(await library.project(projectId), name),
      stepsFor: (parent: Uri) => stepsFor(host.run, parent, (text) => log.append(text)),
      planResume: (folder: Uri) => resume.plan(folder),
      isOpen: (folder: Uri) => workspace.getWorkspaceFolder(folder) !== undefined,
      check: checks.check.bind(checks),
      editedTests: (project: StartedProject, milestone: Milestone) =>
        editedTests(project, milestone, readIn(project.folder)),
      resetFile: resetToStub,
      examine: (project: Parameters<typeof examine>[2]) =>
        examine(
          host,
          project?.folder ?? workspace.workspaceFolders?.[0]?.uri ?? context.globalStorageUri,
          project,
        ),
      startOne: async () => commands.executeCommand<void>(COMMANDS.startProject),
      lookAtSetup: async ({ folder }: { folder: Uri }) =>
        commands.executeCommand<void>(COMMANDS.checkSetup, startedKey(folder.toString())),
    },
  };
}
