import type { Checklist as ChecklistTable } from '../rules/checklist/checklist.ts';

/** A capability checklist (清单：七有、六有、十个有 …): criteria as data, judged for an area from what the register holds. */
export interface CapabilityChecklist {
  readonly part: 'checklist';
  /** `hidden-danger.thirty-days`: the plugin's id, a dot, a name. */
  readonly id: string;
  /** `中文。English.` */
  readonly title: string;
  /**
   * A table of criteria, versioned, with its source. Its facts are ids of indicators, of this plugin or of any other: a fact whose plugin
   * is not installed is unknown, and the answer says so; a name that a listed plugin does not contribute is a fault.
   */
  readonly table: ChecklistTable;
}
/** Extension point: contributes a checklist. */
export function defineChecklist(options: Omit<CapabilityChecklist, 'part'>): CapabilityChecklist {
  return { part: 'checklist', ...options };
}
