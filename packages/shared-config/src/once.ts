/** A function that makes its result at the first call and gives it again at every other. */
export function once<Result extends object>(make: () => Result): () => Result {
  let made: Result | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
