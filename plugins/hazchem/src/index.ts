/** The door of the plugin: hazardous chemicals 危险化学品. Its rules stand alone at `@fengsui/plugin-hazchem/rules`. */
export { hazchem, hazchemWith } from './plugin.ts';
export type { HazchemOptions } from './options.ts';
export { Chemical } from './entities/chemical.ts';
export { HazardUnit, InventoryLine } from './entities/hazard-unit.ts';
export { Site } from './entities/site.ts';
