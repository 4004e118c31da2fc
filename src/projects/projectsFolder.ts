import { Uri, workspace } from 'vscode';
import type { SettingId } from '../manifest.ts';

const SETTING: SettingId = 'mlRoadmap.projects.folder';

/** Where the dialog for a new project begins: the setting, else the open folder, else where the editor likes. */
export function projectsFolder(): Uri | undefined {
  const folder = workspace.getConfiguration().get<unknown>(SETTING);
  if (typeof folder === 'string' && folder.trim() !== '') return Uri.file(folder.trim());
  return workspace.workspaceFolders?.[0]?.uri;
}
