/**
 * Tables of RFC 3454, which stand for Unicode 3.2 for ever: what a regular expression can say about characters is about
 * the Unicode of today. `test/differential/stringprep_tables.py` prints them, and a test compares.
 */

/** Table A.1, and the noncharacters: what Unicode 3.2 does not know. */
export const UNASSIGNED = ranges(
    "f5,1 i,s 2m,2 1r,h 28,g g,4 2,4 1,3 1,5 7,1 1,1 k,1 18,1 13,9 3r,1 1z,1 12,2 2,6 g,x 12,2 7,1 13,1",
    "2,6 h,1 n,1 a,b r,5 5,n 1,e 1,3 1,1 q,5 m,a 3y,2 f,1 e,1 u,3 r,1h 1e,9b 3,1 1h,2 i,2 5,3 p,g 3,1 8,2",
    "2,2 m,1 7,1 1,3 4,2 1,1 7,2 2,2 3,9 1,4 2,1 5,2 l,7 1,2 6,4 2,2 m,1 7,1 2,1 2,1 2,2 1,1 5,4 2,2 3,b",
    "4,1 1,7 f,c 3,1 7,1 1,1 3,1 m,1 7,1 2,1 5,2 a,1 3,1 3,2 1,f 1,5 a,h 3,1 8,2 2,2 m,1 7,1 2,2 4,2 8,3",
    "2,2 3,8 2,4 2,1 3,4 b,h 2,1 6,3 3,1 4,3 2,1 1,1 2,3 2,3 3,3 8,1 3,4 5,3 3,1 4,9 1,f c,e 3,1 8,1 3,1",
    "n,1 a,1 5,4 7,1 3,1 4,7 2,9 2,4 a,i 2,1 8,1 3,1 n,1 a,1 5,4 7,1 3,1 4,7 2,7 1,1 2,4 a,i 2,1 8,1 3,1",
    "n,1 g,4 6,2 3,1 4,9 1,8 2,4 a,i 2,1 i,3 o,1 9,1 1,2 7,3 1,4 6,1 1,1 8,i 3,c 1m,4 t,11 2,1 1,2 2,1",
    "1,2 1,6 4,1 7,1 3,1 1,1 1,2 2,1 d,1 3,2 5,1 1,1 6,2 a,2 2,y 20,1 y,6 r,4 8,1 10,1 f,2 1,1c y,1 5,1",
    "2,1 7,3 4,6 q,1y 12,a 15,2 1,4 2i,5 1w,5 2a,6 7,1 1r,1 1,1 4,2 7,1 1,1 4,2 13,1 1,1 4,2 v,1 1,1 4,2",
    "7,1 1,1 4,2 7,1 7,1 n,1 v,1 1,1 4,2 7,1 13,1 j,6 s,z 2d,c hi,9 t,3 29,f d,1 7,b n,9 k,c d,1 3,1 2,c",
    "2l,3 a,m f,1 a,6 2g,8 16,11y 4c,4 2i,6 m,2 6,2 12,2 6,2 8,1 1,1 1,1 1,1 v,2 1h,1 f,1 e,2 6,1 j,2 3,1",
    "9,1 2b,4 1,7 5,6 8,2 r,h i,u r,l 1n,2 f,7 1d,c fz,1d 13,p b,l 4f,1 7o,2 2,1 2t,2 a,3b 4,1 4,2 s,1",
    "z,1 1,1 4,3 1,1 7,2 1g,3 o,1 e,h s,4 ls,ow q,1 2h,c 5y,q c,4 1s,1 2e,2 2v,5 14,4 2m,1 14,1k 19,3",
    "10,d 17,3 25,4 1b,1 3b,4 2r,2 v,1 52u,22 g4m,2i wd,3 1j,1fd 8mc,2k 6r2,2 1n,45 7,c 5,5 q,1 5,1 1,1",
    "2,1 2,1 30,x a5,g 1s,2 1i,14 d,3 g,g 4,c n,2 a,1 j,1 4,4 5,1 3r,2 1,1 5a,3 6,2 6,2 6,2 3,3 7,1 7,a",
    "5,le v,1 4,c r,51 12,2 12,148i 6u,a 13,3 50,f6 2d,1 1z,1 2,2 1,2 2,2 4,1 c,1 1,1 4,1 2,1 1t,1 4,2",
    "8,1 7,1 s,1 4,1 5,1 1,3 7,1 9e,4 82,4 1e,7wg wyf,g15 f2,fher 1,u 2o,1egw 1eke,2 1eke,2",
);

/** Table D.1. */
export const RIGHT_TO_LEFT = ranges(
    "14u,1 1,1 2,1 c,r 5,5 12,1 3,1 1,q 5,b y,3 1,2t 7,1 7,2 j,5 1,e 2,1 1,r 2b,12 b,1 4t9,1 179p,1 1,a",
    "1,d 1,5 1,1 1,2 1,2 1,30 x,a3 i,1s 2,1i 14,d 37,5 1,3r",
);

/** Table D.2. */
export const LEFT_TO_RIGHT = ranges(
    "1t,q 6,q 1b,1 a,1 4,1 5,n 1,v 1,89 1,i s,2m 2,9 2,7 e,2 e,5 9,1 3v,1 b,1 1,3 1,1 1,k 1,18 1,12 a,3n",
    "7,1x 1,12 2,2 6,g x,12 2,7 1,13 1,1 op,1 1,1h 3,4 8,4 3,1 7,a 2,d h,2 1,8 2,2 2,m 1,7 1,1 3,4 4,3",
    "6,2 2,2 a,1 4,2 1,3 4,c 2,7 a,6 4,2 2,m 1,7 1,2 1,2 1,2 4,3 o,4 1,1 7,a 2,3 e,1 1,7 1,1 1,3 1,m 1,7",
    "1,2 1,5 3,4 8,1 1,2 3,1 f,1 5,a i,2 1,8 2,2 2,m 1,7 1,2 2,4 3,2 1,1 6,2 2,2 a,1 4,2 1,3 4,b i,1 1,6",
    "3,3 1,4 3,2 1,1 1,2 3,2 3,3 3,8 1,3 4,2 1,2 3,3 1,3 a,1 f,c e,3 1,8 1,3 1,n 1,a 1,5 7,4 r,2 4,a i,2",
    "1,8 1,3 1,n 1,a 1,5 4,1 1,5 2,2 1,2 9,2 7,1 1,2 4,a i,2 1,8 1,3 1,n 1,g 4,3 5,3 1,3 a,1 8,2 4,a i,2",
    "1,i 3,o 1,9 1,1 2,7 8,3 6,8 i,3 c,1c 1,2 c,7 8,d 11,2 1,1 2,2 1,1 2,1 6,4 1,7 1,3 1,1 1,1 2,2 1,4",
    "1,2 9,1 2,5 1,1 9,a 2,2 y,o 2,r 1,1 1,1 5,a 1,y k,1 5,1 2,4 1e,8 1,6 2,1 1c,y 1,5 1,2 1,1 4,1 6,1",
    "7,o 20,12 a,15 2,1 4,2i 5,1w 5,2a 6,7 1,1r 1,1 1,4 2,7 1,1 1,4 2,13 1,1 1,4 2,v 1,1 1,4 2,7 1,1 1,4",
    "2,7 1,7 1,n 1,v 1,1 1,4 2,7 1,13 1,j 6,s z,2d c,hi a,q 5,29 f,d 1,4 e,i 3,2 9,i e,d 1,3 f,1j 7,8 1,2",
    "b,7 1,1 3,a 12,a 6,2g 8,15 11z,4c 4,2i 6,m 2,6 2,12 2,6 2,8 1,1 1,1 1,1 1,v 2,1h 1,7 1,1 3,3 1,7 3,4",
    "2,6 4,d 5,3 1,7 h,1 2q,1 d,1 3m,1 4,1 2,a 1,1 3,5 6,1 1,1 1,1 1,4 1,3 1,7 3,3 5,5 m,10 c2,1x q,1",
    "7a,26 26z,3 p,9 7,5 2,5 4,2e 6,3 1,2i 1,4 5,14 4,2m 1,14 1k,19 3,10 s,s 3,1e f,c 4,1b 1,3b 4,2r 2,v",
    "1,52u 22,g4m 2i,wd 1gz,8mc 2k,6r2 2,1n 45,7 c,5 sp,q 6,q b,2h 3,6 2,6 2,6 2,3 mb,v 1,4 c,r 51,12",
    "2,12 148i,6u a,13 3,1p 3,9 g,2 7,u 4,1c f6,2d 1,1z 1,2 2,1 2,2 2,4 1,c 1,1 1,4 1,2 1,1t 1,4 2,8 1,7",
    "1,s 1,4 1,5 1,1 3,7 1,9e 4,82 7xy,wyf g15,f2 gvz6,1eke 2,1eke",
);

/**
 * Returns the inside of a character class of a regular expression. Each range is given by the gap before it
 * and its length, in base 36.
 */
export function ranges(...lines: string[]): string {
    let next = 0;
    let set = "";
    for (const range of lines.join(" ").split(" ")) {
        const [gap, length] = range.split(",").map((number) => Number.parseInt(number, 36));
        set += `\\u{${(next + gap).toString(16)}}-\\u{${(next + gap + length - 1).toString(16)}}`;
        next += gap + length;
    }
    return set;
}
