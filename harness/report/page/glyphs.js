// The outlines and signs of marks, in a square of 16.

export const CHECK = "M4.6 8.3l2.3 2.3 4.5-4.9";
export const CROSS = "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2";
export const EXCLAMATION = "M8 5.4v3.4M8 11.2v.1";
export const DASH = "M5 8h6";
export const PLUS = "M5 8h6M8 5v6";
export const WAVE = "M4.6 9q1.7-3 3.4-1t3.4-1";
export const EQUAL = "M5.2 6.6h5.6M5.2 9.4h5.6";
export const QUESTION = "M6 6.3a2 2 0 1 1 2.6 1.9q-.6.3-.6 1.1M8 11.2v.3";

export const DISC = "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z";
export const SQUARE = "M3 1.5h10A1.5 1.5 0 0 1 14.5 3v10a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 13V3A1.5 1.5 0 0 1 3 1.5z";
export const TRIANGLE = "M8 1.2L15.4 14.3H.6z";
export const UP = "M8 2L15 14H1z";
export const DOWN = "M1 2H15L8 14z";
