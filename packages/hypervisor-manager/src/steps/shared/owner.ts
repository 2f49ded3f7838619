/** The guest that volumes belong to which are nobody's: there is none of that id. */
export const OWNER = 99999;
