export async function parallel(_) {}
