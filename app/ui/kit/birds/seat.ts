// The empty seat: the robin's outline, in the birds' box of 80 × 104.
export const SEAT_BODY = 'M14 56C12 34 26 19 45 19c15 0 24 11 23 26-1 20-13 33-29 33-14 0-24-9-25-22z';
export const SEAT_EDGES = 'm67 36 10 4-10 5M20 66 6 90l8 5 16-20';
export const SEAT_PLUS = 'M41 39v20M31 49h20';
