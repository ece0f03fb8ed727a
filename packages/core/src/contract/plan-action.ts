import type { Command } from './command.ts';

/** What an emergency plan may have done when it is activated: 预案动作. It is a command, given with the plan's inputs and in its caller's name. */
export interface PlanAction {
  readonly part: 'planAction';
  /** `shelter.open`: the plugin's id, a dot, a name. */
  readonly id: string;
  /** `中文。English.` */
  readonly title: string;
  readonly command: Command;
}
/** Extension point: lets plans give this command. */
export function planAction(command: Command, options: { readonly id: string; readonly title: string }): PlanAction {
  return { part: 'planAction', command, ...options };
}
