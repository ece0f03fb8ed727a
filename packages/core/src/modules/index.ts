import type { Plugin } from '../contract/plugin.ts';
import { area } from './area/plugin.ts';
import { attachment } from './attachment/plugin.ts';
import { audit } from './audit/plugin.ts';
import { enterprise } from './enterprise/plugin.ts';
import { hiddenDanger } from './hidden-danger/plugin.ts';
import { organization } from './organization/plugin.ts';
import { person } from './person/plugin.ts';
import { rule } from './rule/plugin.ts';

/** What core itself knows, written with the contract that everyone else uses. */
export const coreModules: readonly Plugin[] = [area, attachment, audit, enterprise, hiddenDanger, organization, person, rule];
