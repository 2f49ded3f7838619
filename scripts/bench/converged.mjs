export async function converged(_) {}
