export async function clones(_) {}
