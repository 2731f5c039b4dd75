/** Tells one success from the next in an address, so that a page may begin its forms anew after each. */
export const anew = (): string => Date.now().toString(36);
