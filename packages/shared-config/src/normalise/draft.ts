/** A guest as far as its declaration is sound; a broken part is absent. */
export type Draft<Guest extends { id: number }> = Partial<Guest> & Pick<Guest, 'id'>;
