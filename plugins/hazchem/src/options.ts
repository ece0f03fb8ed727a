/** What a deployment may choose. Figures of standards are none of it: they are the same everywhere. */
export interface HazchemOptions {
  /**
   * What happens to α after population points were imported, where people near a site are other ones now.
   * `FLAG` marks the site: its figure stays until somebody renews it. `RENEW` counts anew at once, with the levels of its units.
   */
  readonly afterPopulationImport: 'FLAG' | 'RENEW';
}

export const defaultOptions: HazchemOptions = {
  // A level is a legal figure with filing duties behind it: it must not change overnight because somebody else imported a table.
  afterPopulationImport: 'FLAG',
};
